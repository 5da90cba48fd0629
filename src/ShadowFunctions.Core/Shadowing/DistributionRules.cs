using System.Text.Json;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Shadowing;

/// <summary>What the law that is written for a parameter must be like, wherever it is written.</summary>
public static class DistributionRules
{
    private const double HighestSkew = 3;
    private const int MostBins = 1000;

    /// <summary>The mistakes of a law: the field within it, its value as people write it, and what to give in its place.</summary>
    public static IEnumerable<(string Field, string Value, string Remedy)> Mistakes(ParameterDistribution law)
    {
        ArgumentNullException.ThrowIfNull(law);
        if (law.Shares is null || law.Bins is null || law.Bins.Any(b => b is null))
        {
            // JSON may hold null in the place of a list and its entries.
            return [(law.Shares is null ? "shares" : "bins", "null", "a list without null, or leave it out")];
        }

        return Single(law).Concat(Shares(law)).Concat(Bins(law));
    }

    private static IEnumerable<(string Field, string Value, string Remedy)> Single(ParameterDistribution law)
    {
        if (!Enum.IsDefined(law.Kind))
        {
            yield return ("kind", $"{law.Kind}", $"one of {string.Join(", ", Enum.GetNames<DistributionKind>().Select(JsonNamingPolicy.CamelCase.ConvertName))}");
        }

        if (!(law.Skew is >= 0 and <= HighestSkew))
        {
            yield return ("skew", Text(law.Skew), $"a number from 0 to {HighestSkew}");
        }

        if (!(law.RangeShare is > 0 and <= 1))
        {
            yield return ("rangeShare", Text(law.RangeShare), "a number above 0 to 1");
        }
    }

    private static IEnumerable<(string Field, string Value, string Remedy)> Shares(ParameterDistribution law)
    {
        var isMissing = law.Kind == DistributionKind.Histogram && law.Shares.Count == 0 && law.Bins.Count == 0;
        if (isMissing || law.Shares.Any(s => !(s >= 0)) || !(law.Shares.Sum() <= 1))
        {
            yield return ("shares", $"[{string.Join(", ", law.Shares.Select(Text))}]", "the shares of the most popular keys, each 0 or more and together at most 1, or bins");
        }
    }

    private static IEnumerable<(string Field, string Value, string Remedy)> Bins(ParameterDistribution law)
    {
        var all = $"a list of {law.Bins.Count}";
        if (law.Bins.Count > 0 && (law.Kind != DistributionKind.Histogram || law.Shares.Count > 0))
        {
            var beside = law.Shares.Count > 0 ? "shares" : $"the kind {JsonNamingPolicy.CamelCase.ConvertName(law.Kind.ToString())}";
            yield return ("bins", all, $"none beside {beside}: they belong to a histogram, which takes them or shares");
        }

        if (law.Bins.Count > MostBins)
        {
            yield return ("bins", all, $"at most {MostBins}");
        }

        if (law.Bins.Count > 0 && law.Bins.All(b => b.Weight == 0))
        {
            yield return ("bins", all, "one of them a weight above 0");
        }

        var start = 0.0;
        for (var i = 0; i < law.Bins.Count; i++)
        {
            var (upTo, weight, isLast) = (law.Bins[i].UpTo, law.Bins[i].Weight, i == law.Bins.Count - 1);
            if (!(upTo > start) || !(upTo <= 1) || (isLast && upTo != 1))
            {
                yield return ($"bins[{i}].upTo", Text(upTo), $"a share of the keys above {Text(start)}{(isLast ? ": the last bin ends at 1" : " and below 1")}");
            }

            if (!(weight is >= 0 and <= 1e9))
            {
                yield return ($"bins[{i}].weight", Text(weight), "a number from 0 to 1000000000");
            }

            start = upTo;
        }
    }

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
