using System.Text.Json;
using System.Text.Json.Serialization;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Workload;

/// <summary>Reads and checks a written workload.</summary>
public static class ProfileReader
{
    private const double HighestMultiplier = 1000;
    private const double HighestSkew = 3;
    private const int MostBins = 1000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Reads a document.</summary>
    /// <exception cref="ProfileException">It is no such document; the message names field, value and remedy.</exception>
    public static ProfileDocument Read(string json)
    {
        ProfileDocument document;
        try
        {
            document = JsonSerializer.Deserialize<ProfileDocument>(json, Json) ?? throw new ProfileException("The file holds null; give an object.");
        }
        catch (JsonException e)
        {
            throw new ProfileException($"The file is no workload at {e.Path ?? "$"}, line {e.LineNumber + 1}: {e.Message.Split(" Path:")[0]}", e);
        }

        Check(document);
        return document;
    }

    /// <summary>The mix of a document: statements without literals, at the rates of a day without the event.</summary>
    /// <exception cref="ProfileException">A statement is refused, or names a parameter it does not have.</exception>
    public static WorkloadProfile Profile(ProfileDocument document, StatementLanguage language, IReadOnlySet<string>? names)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new WorkloadProfile(document.Name, [.. document.Statements.Select((s, i) => Item(s, i, language, names))], WorkloadSource.Written);
    }

    /// <summary>The mix in the event: recorded or written rates times what the event does to each statement.</summary>
    public static WorkloadProfile InEvent(ProfileDocument document, WorkloadProfile profile)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(profile);
        double Factor(int i) => i < document.Statements.Count ? document.Statements[i].Multiplier ?? document.Multiplier : document.Multiplier;
        return profile with { Items = [.. profile.Items.Select((item, i) => item with { RatePerSecond = item.RatePerSecond * Factor(i) })], Source = WorkloadSource.Scenario };
    }

    private static WorkloadItem Item(ProfileStatement statement, int index, StatementLanguage language, IReadOnlySet<string>? names)
    {
        var field = $"statements[{index}]";
        if (!LiteralStripper.TryStrip(statement.Text, language, names, out var template, out var refusal))
        {
            throw new ProfileException($"{field}.text ('{statement.Name ?? "unnamed"}') holds {refusal}; write one SELECT, INSERT, UPDATE or DELETE of {language}, with parameters in place of values.");
        }

        var parameters = StatementShape.Of(template.Text, language).Parameters;
        if (statement.Parameters.Keys.FirstOrDefault(p => !parameters.Contains(p)) is { } unknown)
        {
            throw new ProfileException($"{field}.parameters names '{unknown}', which the statement does not have; it has {(parameters.Count == 0 ? "none" : string.Join(", ", parameters))}.");
        }

        return new WorkloadItem(template with { Id = statement.Name ?? template.Id }, statement.RatePerSecond)
        {
            Parameters = statement.Parameters,
            Transaction = statement.Transaction,
        };
    }

    private static void Check(ProfileDocument document)
    {
        Range("multiplier", document.Multiplier, 0.01, HighestMultiplier);
        Range("sample.fraction", document.Sample.Fraction, double.Epsilon, 1);
        Range("sample.rowsPerSecond", document.Sample.RowsPerSecond, 1, 1e9);
        if (!SizeCatalog.Embedded.HasLadder(document.Ladder))
        {
            throw new ProfileException($"ladder is '{document.Ladder}'; give one of {string.Join(", ", SizeCatalog.Embedded.LadderNames)}.");
        }

        for (var i = 0; i < document.Statements.Count; i++)
        {
            var (statement, field) = (document.Statements[i], $"statements[{i}]");
            Range($"{field}.ratePerSecond", statement.RatePerSecond, double.Epsilon, 1e7);
            Range($"{field}.multiplier", statement.Multiplier ?? 1, 0, HighestMultiplier);
            if (statement.Name is { } name && document.Statements.Take(i).Any(s => s.Name == name))
            {
                throw new ProfileException($"{field}.name '{name}' stands twice; give every statement a name of its own.");
            }

            foreach (var (parameter, distribution) in statement.Parameters)
            {
                Check($"{field}.parameters['{parameter}']", distribution);
            }
        }
    }

    private static void Check(string field, ParameterDistribution distribution)
    {
        Range($"{field}.skew", distribution.Skew, 0, HighestSkew);
        Range($"{field}.rangeShare", distribution.RangeShare, double.Epsilon, 1);
        Range($"{field}.shares, summed up,", distribution.Shares.Sum(), 0, 1);
        CheckBins(field, distribution);
        if (distribution.Shares.Any(s => !(s >= 0)) || (distribution.Kind == DistributionKind.Histogram && distribution.Shares.Count == 0 && distribution.Bins.Count == 0))
        {
            throw new ProfileException($"{field}.shares is [{string.Join(", ", distribution.Shares)}]; a histogram needs the shares of its most popular keys, each 0 or more, or bins.");
        }
    }

    private static void CheckBins(string field, ParameterDistribution distribution)
    {
        var bins = distribution.Bins;
        if (bins.Count > 0 && (distribution.Kind != DistributionKind.Histogram || distribution.Shares.Count > 0))
        {
            throw new ProfileException($"{field} has bins beside {(distribution.Shares.Count > 0 ? "shares" : $"the kind {JsonNamingPolicy.CamelCase.ConvertName(distribution.Kind.ToString())}")}; bins belong to a histogram, which takes them or shares.");
        }

        Range($"{field}.bins, their number,", bins.Count, 0, MostBins);
        for (var i = 0; i < bins.Count; i++)
        {
            var start = i == 0 ? 0 : bins[i - 1].UpTo;
            if (!(bins[i].UpTo > start) || !(bins[i].UpTo <= 1) || (i == bins.Count - 1 && bins[i].UpTo != 1))
            {
                throw new ProfileException($"{field}.bins[{i}].upTo is {bins[i].UpTo}; give a share of the keys above {start}{(i == bins.Count - 1 ? ": the last bin ends at 1" : " and below 1")}.");
            }

            Range($"{field}.bins[{i}].weight", bins[i].Weight, 0, 1e9);
        }

        if (bins.Count > 0 && bins.All(b => b.Weight == 0))
        {
            throw new ProfileException($"{field}.bins all have weight 0; give one of them more.");
        }
    }

    private static void Range(string field, double value, double low, double high)
    {
        if (!(value >= low) || !(value <= high))
        {
            throw new ProfileException($"{field} is {value}; give a number {(low == double.Epsilon ? "above 0" : $"from {low}")} to {high}.");
        }
    }
}
