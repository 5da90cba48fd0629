using ShadowFunctions.Core.Capacity.Growth;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity;

/// <summary>Keeps what each statement took at the fractions it was rehearsed at: as the sample grows, nested fractions come by themselves.</summary>
internal static class GrowthRecord
{
    /// <summary>Fractions that make a law.</summary>
    public const int EnoughFractions = 3;

    private const int MostFractions = 8;

    // A fraction this much larger is another one; below that the newer measurement replaces the older.
    private const double Step = 1.2;

    /// <summary>The record with a rehearsal added.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<GrowthPoint>> With(
        IReadOnlyDictionary<string, IReadOnlyList<GrowthPoint>>? record, WorkloadRun? run)
    {
        var result = record?.ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal) ?? new Dictionary<string, IReadOnlyList<GrowthPoint>>(StringComparer.Ordinal);
        if (run is not { SampleFraction: > 0 and <= 1 and var fraction, Guard: null })
        {
            return result;
        }

        foreach (var cost in run.Costs.Where(c => c.LogicalWork > 0 && double.IsFinite(c.LogicalWork)))
        {
            var others = result.GetValueOrDefault(cost.TemplateId, []).Where(p => p.Fraction * Step < fraction || p.Fraction > fraction * Step);
            result[cost.TemplateId] = [.. others.Append(new GrowthPoint(fraction, cost.LogicalWork, cost.PlanHash)).OrderBy(p => p.Fraction).TakeLast(MostFractions)];
        }

        return result;
    }
}
