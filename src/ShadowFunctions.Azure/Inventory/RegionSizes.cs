using System.Text.Json;
using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Inventory;

/// <summary>
/// Takes the sizes out of an answer of the capabilities API: server versions, editions, sizes. What is disabled above disables what is below.
/// A size whose name follows no rule of Azure SQL is left out: it could not be asked for.
/// </summary>
internal static class RegionSizes
{
    private const string ServerVersion = "12.0";

    public static IEnumerable<RegionSize> Read(JsonElement location)
    {
        var place = Refusal(location);
        foreach (var version in location.Each("supportedServerVersions").Where(v => v.Text("name") is null or ServerVersion))
        {
            var above = place ?? Refusal(version);
            foreach (var edition in version.Each("supportedEditions"))
            {
                foreach (var size in edition.Each("supportedServiceLevelObjectives").Select(s => Size(s, false, above ?? Refusal(edition))).OfType<RegionSize>())
                {
                    yield return size;
                }
            }

            foreach (var edition in version.Each("supportedElasticPoolEditions"))
            {
                foreach (var size in edition.Each("supportedElasticPoolPerformanceLevels").Select(s => Size(s, true, above ?? Refusal(edition))).OfType<RegionSize>())
                {
                    yield return size;
                }
            }
        }
    }

    private static RegionSize? Size(JsonElement entry, bool pool, string? above)
    {
        var name = pool ? null : entry.Text("name");
        var sku = entry.Member("sku");
        if (sku.Text("name") is { } skuName)
        {
            name ??= SkuName.ToSize(new SqlSku(skuName) { Capacity = (int?)sku.Number("capacity") });
        }

        return SkuName.TryParse(name, out var parsed)
            ? new RegionSize(name!, parsed.Name, parsed.Capacity!.Value, pool, above ?? Refusal(entry))
            {
                Storage = [.. entry.Each("supportedMaxSizes").Where(e => Refusal(e) is null).Select(Range).OfType<StorageRange>()],
                MinVCores = [.. entry.Each("supportedMinCapacities").Where(e => Refusal(e) is null).Select(e => e.Number("value")).OfType<double>().Order()],
                PerDatabase = [.. entry.Each("supportedPerDatabaseMaxPerformanceLevels").Where(e => Refusal(e) is null).Select(Step).OfType<PerDatabaseStep>().OrderBy(s => s.MaxVCores)],
                PauseDelays = Delays(entry.Member("supportedAutoPauseDelay")),
            }
            : null;
    }

    /// <summary>Why something cannot be bought; null when it can. Only <c>Disabled</c> forbids.</summary>
    private static string? Refusal(JsonElement entry) => entry.Is("status", "Disabled") ? entry.Text("reason") ?? "the platform gives no reason" : null;

    /// <summary>What one database of a pool may be given; null in DTU, which says nothing of vCores.</summary>
    private static PerDatabaseStep? Step(JsonElement entry) => VCores(entry) is { } max
        ? new PerDatabaseStep(
            max, [.. entry.Each("supportedPerDatabaseMinPerformanceLevels").Where(e => Refusal(e) is null).Select(VCores).OfType<double>().Order()])
        : null;

    private static double? VCores(JsonElement entry) => entry.Text("unit") is { } unit && unit.Equals("VCores", StringComparison.OrdinalIgnoreCase) ? entry.Number("limit") : null;

    private static StorageRange? Range(JsonElement entry) => Bytes(entry.Member("maxValue")) is { } max
        ? new StorageRange(Bytes(entry.Member("minValue")) ?? max, max, Bytes(entry.Member("scaleSize")) ?? 0)
        : null;

    /// <summary>An amount in bytes; null when it is not told, or in a unit that is none of size.</summary>
    private static long? Bytes(JsonElement amount)
    {
        int? shift = amount.Text("unit")?.ToUpperInvariant() switch
        {
            "MEGABYTES" => 20,
            "GIGABYTES" => 30,
            "TERABYTES" => 40,
            "PETABYTES" => 50,
            _ => null,
        };
        return shift is { } bits && amount.Number("limit") is { } limit ? (long)(limit * (1L << bits)) : null;
    }

    private static PauseDelays? Delays(JsonElement delay) => delay.Number("minValue") is { } min && delay.Number("maxValue") is { } max
        ? new PauseDelays((int)min, (int)max, (int?)delay.Number("stepSize") ?? 1)
        : null;
}
