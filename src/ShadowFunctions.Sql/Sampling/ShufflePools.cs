using ShadowFunctions.Sql.Masking;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>The values that shuffled columns are drawn from: those of the first rows of production when the copy began. They lie sealed in the shadow.</summary>
internal static class ShufflePools
{
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        EntityPlan plan, MaskingPlan masks, ProductionReader production, byte[] key, CancellationToken cancellationToken)
    {
        var pools = new Dictionary<string, string>();
        foreach (var (table, column) in masks.Shuffled(plan.Schema))
        {
            var rows = await production.PageAsync(plan[table].Table, [column], null, SamplingBudget.PageRows, cancellationToken);
            pools[$"{table}.{column}"] = PositionSeal.Seal(key, [.. rows.Select(r => r[0]).Where(v => v is not null).Distinct()]);
        }

        return pools;
    }

    public static IReadOnlyDictionary<string, object?[]> Open(IReadOnlyDictionary<string, string> pools, byte[] key) =>
        pools.ToDictionary(p => p.Key, p => PositionSeal.Open(key, p.Value));
}
