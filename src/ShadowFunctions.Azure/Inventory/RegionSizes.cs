using System.Text.Json;
using Azure.ResourceManager.Sql.Models;
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
        foreach (var version in Each(location, "supportedServerVersions").Where(v => Text(v, "name") is null or ServerVersion))
        {
            var above = place ?? Refusal(version);
            foreach (var edition in Each(version, "supportedEditions"))
            {
                foreach (var size in Each(edition, "supportedServiceLevelObjectives").Select(s => Size(s, false, above ?? Refusal(edition))).OfType<RegionSize>())
                {
                    yield return size;
                }
            }

            foreach (var edition in Each(version, "supportedElasticPoolEditions"))
            {
                foreach (var size in Each(edition, "supportedElasticPoolPerformanceLevels").Select(s => Size(s, true, above ?? Refusal(edition))).OfType<RegionSize>())
                {
                    yield return size;
                }
            }
        }
    }

    private static RegionSize? Size(JsonElement entry, bool pool, string? above)
    {
        var name = pool ? null : Text(entry, "name");
        if (entry.TryGetProperty("sku", out var sku) && Text(sku, "name") is { } skuName)
        {
            name ??= SkuName.ToSize(new SqlSku(skuName) { Capacity = sku.TryGetProperty("capacity", out var c) && c.ValueKind == JsonValueKind.Number ? c.GetInt32() : null });
        }

        return SkuName.TryParse(name, out var parsed)
            ? new RegionSize(name!, parsed.Name, parsed.Capacity!.Value, pool, above ?? Refusal(entry))
            {
                Storage = [.. Each(entry, "supportedMaxSizes").Where(e => Refusal(e) is null).Select(Range).OfType<StorageRange>()],
                MinVCores = [.. Each(entry, "supportedMinCapacities").Where(e => Refusal(e) is null).Select(e => e.GetProperty("value").GetDouble()).Order()],
                PauseDelays = entry.TryGetProperty("supportedAutoPauseDelay", out var delay) && delay.ValueKind == JsonValueKind.Object ? Delays(delay) : null,
            }
            : null;
    }

    /// <summary>Why something cannot be bought; null when it can. Only <c>Disabled</c> forbids.</summary>
    private static string? Refusal(JsonElement entry) => string.Equals(Text(entry, "status"), "Disabled", StringComparison.OrdinalIgnoreCase)
        ? Text(entry, "reason") ?? "the platform gives no reason"
        : null;

    private static StorageRange? Range(JsonElement entry) => Bytes(entry, "maxValue") is { } max
        ? new StorageRange(Bytes(entry, "minValue") ?? max, max, Bytes(entry, "scaleSize") ?? 0)
        : null;

    private static long? Bytes(JsonElement entry, string name)
    {
        if (!entry.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var shift = Text(value, "unit")?.ToUpperInvariant() switch
        {
            "MEGABYTES" => 20,
            "GIGABYTES" => 30,
            "TERABYTES" => 40,
            "PETABYTES" => 50,
            var unit => throw new FormatException($"'{unit}' is not a unit of size."),
        };
        return value.GetProperty("limit").GetInt64() << shift;
    }

    private static PauseDelays? Delays(JsonElement delay) => Minutes(delay, "minValue") is { } min && Minutes(delay, "maxValue") is { } max
        ? new PauseDelays(min, max, Minutes(delay, "stepSize") ?? 1)
        : null;

    private static int? Minutes(JsonElement delay, string name) =>
        delay.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static List<JsonElement> Each(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
