using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>
/// The minimum vCores that a serverless database keeps when its size changes: one of those that its region lists for the size, or by the
/// published rule where the list is not known (an eighth of the maximum, never below 0.5, up to the maximum).
/// </summary>
internal static class ServerlessMinimum
{
    /// <summary>The minimum to ask for together with a size; null when the one in force will do.</summary>
    public static double? After(ScalableSnapshot current, SqlSku sku, RegionCapabilities? sold)
    {
        if (!sku.Name.Contains("_S_", StringComparison.Ordinal) || current.MinVCores is not { } min || sku.Capacity is not { } max)
        {
            return null;
        }

        // What was the least of its size stays the least, so that a larger size's minimum is not paid for after the way back.
        var listed = Listed(sold, $"{sku.Name}_{max}");
        var isLeast = SkuName.TryParse(current.Size, out var before) && before.Name == sku.Name && min <= Least(Listed(sold, current.Size), before.Capacity!.Value);
        var allowed = isLeast ? Least(listed, max)
            : listed.Count == 0 ? Math.Clamp(min, Least(listed, max), max)
            : listed.Where(m => m >= min).DefaultIfEmpty(listed[^1]).First();
        return allowed == min ? null : allowed;
    }

    private static double Least(IReadOnlyList<double> listed, int maxVCores) => listed.Count > 0 ? listed[0] : Math.Max(0.5, maxVCores / 8.0);

    /// <summary>Ascending; empty when the region does not say.</summary>
    private static IReadOnlyList<double> Listed(RegionCapabilities? sold, string size) =>
        sold?.Sizes.FirstOrDefault(s => !s.Pool && string.Equals(s.Name, size, StringComparison.OrdinalIgnoreCase))?.MinVCores ?? [];
}
