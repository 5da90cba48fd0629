using System.Text.Json;
using System.Text.Json.Serialization;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Shadowing;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Workload;

/// <summary>Reads and checks a written workload.</summary>
public static class ProfileReader
{
    private const double HighestMultiplier = 1000;

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
                Check($"{field}.parameters['{parameter}']", distribution ?? throw new ProfileException($"{field}.parameters['{parameter}'] is null; give an object, or leave it out."));
            }
        }
    }

    private static void Check(string field, ParameterDistribution distribution)
    {
        foreach (var (part, value, remedy) in DistributionRules.Mistakes(distribution))
        {
            throw new ProfileException($"{field}.{part} is {value}; give {remedy}.");
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
