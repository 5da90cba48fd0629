using System.Text.Json.Nodes;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Local.Cloud;

/// <summary>What a region sells: the catalog, in the shape of the capabilities API.</summary>
internal static class CapabilityEndpoints
{
    public static void Map(EndpointMap map) => map.Add(
        "GET", "/subscriptions/{subscription}/providers/Microsoft.Sql/locations/{location}/capabilities", CloudRequestKind.GetCapabilities, ApiVersions.Sql,
        (world, _, request) => CloudAnswer.Ok(new JsonObject
        {
            ["name"] = request.Route("location"),
            ["supportedServerVersions"] = new JsonArray(Version(world, request)),
            ["status"] = "Available",
        }));

    /// <summary>Both lists, or the one that <c>include</c> names.</summary>
    private static JsonObject Version(CloudWorld world, CloudRequest request)
    {
        var version = new JsonObject { ["name"] = "12.0", ["status"] = "Default" };
        foreach (var (name, isPool, list, write) in new (string, bool, string, Func<ComputeSize, JsonObject>)[]
        {
            ("supportedEditions", false, "supportedServiceLevelObjectives", Objective),
            ("supportedElasticPoolEditions", true, "supportedElasticPoolPerformanceLevels", Level),
        })
        {
            if (request.Query("include") is not { Length: > 0 } include || include.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                version[name] = Editions(isPool, list, size => Sold(world.Options, request.Route("location"), size, write(size)));
            }
        }

        return version;
    }

    private static JsonObject Sold(EmulatedCloudOptions options, string region, ComputeSize size, JsonObject body)
    {
        if (options.RefusalOf(region, size.Name) is { } refusal)
        {
            body["status"] = "Disabled";
            body["reason"] = refusal.Reason;
        }

        return body;
    }

    private static JsonArray Editions(bool isPool, string list, Func<ComputeSize, JsonObject> write)
    {
        var sizes = CloudWorld.Sizes.LadderNames
            .Where(l => l.StartsWith(SizeCatalog.PoolPrefix, StringComparison.Ordinal) == isPool)
            .SelectMany(l => CloudWorld.Sizes.Ladder(l).Sizes);
        return new JsonArray([.. sizes.GroupBy(s => s.Tier).OrderBy(g => g.Key, StringComparer.Ordinal).Select(edition => (JsonNode)new JsonObject
        {
            ["name"] = edition.Key,
            [list] = new JsonArray([.. edition.Select(s => (JsonNode)write(s))]),
            ["zoneRedundant"] = false,
            ["readScale"] = edition.Key is "BusinessCritical" or "Premium",
            ["status"] = "Available",
        })]);
    }

    private static JsonObject Objective(ComputeSize size)
    {
        var body = new JsonObject
        {
            ["id"] = CloudIds.GuidOf(0, size.Name, 0).ToString(),
            ["name"] = size.Name,
            ["sku"] = SkuReader.Write(size),
            ["performanceLevel"] = Performance(size),
            ["computeModel"] = size.Billing == BillingRule.PerSecond ? "Serverless" : "Provisioned",
            ["supportedMaxSizes"] = MaxSizes(size),
            ["supportedLicenseTypes"] = new JsonArray(new JsonObject { ["name"] = "LicenseIncluded", ["status"] = "Default" }),
            ["zoneRedundant"] = false,
            ["status"] = "Available",
        };
        if (size.Billing == BillingRule.PerSecond)
        {
            body["supportedMinCapacities"] = new JsonArray([.. MinCapacities(size).Select(v => (JsonNode)new JsonObject { ["value"] = v, ["status"] = "Available" })]);
            body["supportedAutoPauseDelay"] = new JsonObject
            {
                ["minValue"] = 15,
                ["maxValue"] = 10080,
                ["stepSize"] = 1,
                ["default"] = 60,
                ["unit"] = "Minutes",
                ["doNotPauseValue"] = -1,
            };
        }

        return body;
    }

    private static JsonObject Level(ComputeSize size)
    {
        var body = new JsonObject
        {
            ["performanceLevel"] = Performance(size),
            ["sku"] = SkuReader.Write(size),
            ["supportedMaxSizes"] = MaxSizes(size),
            ["status"] = "Available",
        };
        if (size.Family is not null)
        {
            body["supportedPerDatabaseMaxPerformanceLevels"] = new JsonArray([.. PerDatabaseStep.OfPool(size.VCores).Select(step =>
            {
                var max = VCores(step.MaxVCores);
                max["supportedPerDatabaseMinPerformanceLevels"] = new JsonArray([.. step.MinVCores.Select(min => (JsonNode)VCores(min))]);
                return (JsonNode)max;
            })]);
        }

        return body;
    }

    private static JsonObject VCores(double limit) => new() { ["limit"] = limit, ["unit"] = "VCores", ["status"] = "Available" };

    private static JsonObject Performance(ComputeSize size) =>
        new() { ["value"] = size.Capacity, ["unit"] = size.Family is null ? "DTU" : "VCores" };

    private static JsonArray MaxSizes(ComputeSize size) => size.Limits.StorageBytes is { } bytes
        ? new JsonArray(new JsonObject
        {
            ["minValue"] = new JsonObject { ["limit"] = 1, ["unit"] = "Gigabytes" },
            ["maxValue"] = new JsonObject { ["limit"] = (long)(bytes / PropertyBag.GibiByte), ["unit"] = "Gigabytes" },
            ["scaleSize"] = new JsonObject { ["limit"] = 1, ["unit"] = "Gigabytes" },
            ["status"] = "Available",
        })
        : [];

    private static IEnumerable<double> MinCapacities(ComputeSize size)
    {
        var step = size.VCores >= 4 ? 0.5 : 0.25;
        for (var value = size.MinVCores ?? 0.5; value <= size.VCores; value += step)
        {
            yield return value;
        }
    }
}
