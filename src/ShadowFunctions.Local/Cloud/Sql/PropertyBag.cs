using System.Text.Json.Nodes;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Local.Cloud;

/// <summary>The writable ARM properties of a resource: which there are, their defaults, and how a PATCH merges them.</summary>
internal static class PropertyBag
{
    public const long GibiByte = 1L << 30;

    private static readonly string[] OfDatabase =
    [
        "collation", "maxSizeBytes", "elasticPoolId", "zoneRedundant", "licenseType", "readScale", "highAvailabilityReplicaCount",
        "secondaryType", "autoPauseDelay", "minCapacity", "requestedBackupStorageRedundancy", "maintenanceConfigurationId", "availabilityZone",
        "sourceDatabaseId", "restorePointInTime",
    ];

    private static readonly string[] OfPool =
    [
        "maxSizeBytes", "minCapacity", "perDatabaseSettings", "zoneRedundant", "licenseType", "maintenanceConfigurationId",
        "highAvailabilityReplicaCount", "autoPauseDelay",
    ];

    public static JsonObject Defaults(CloudResource resource, ComputeSize size)
    {
        var maxBytes = Math.Min(256 * GibiByte, size.Limits.StorageBytes ?? (256 * GibiByte));
        if (resource.Kind == EmulatedResourceKind.ElasticPool)
        {
            var pool = new JsonObject
            {
                ["maxSizeBytes"] = (long)maxBytes,
                ["perDatabaseSettings"] = new JsonObject { ["minCapacity"] = 0.0, ["maxCapacity"] = (double)size.Capacity },
                ["zoneRedundant"] = false,
                ["licenseType"] = "LicenseIncluded",
                ["maintenanceConfigurationId"] =
                    $"/subscriptions/{resource.Subscription}/providers/Microsoft.Maintenance/publicMaintenanceConfigurations/SQL_Default",
            };
            AddTierDefaults(pool, size);
            return pool;
        }

        var bag = new JsonObject
        {
            ["collation"] = "SQL_Latin1_General_CP1_CI_AS",
            ["maxSizeBytes"] = (long)maxBytes,
            ["zoneRedundant"] = false,
            ["readScale"] = size.Tier is "BusinessCritical" or "Premium" ? "Enabled" : "Disabled",
            ["requestedBackupStorageRedundancy"] = "Geo",
            ["availabilityZone"] = "NoPreference",
        };
        AddTierDefaults(bag, size);
        return bag;
    }

    /// <summary>Properties that only some tiers have, where not set yet.</summary>
    public static void AddTierDefaults(JsonObject bag, ComputeSize size)
    {
        if (size.Billing == BillingRule.PerSecond)
        {
            bag["minCapacity"] ??= size.MinVCores;
            bag["autoPauseDelay"] ??= size.Tier == "Hyperscale" ? -1 : 60;
        }
        else if (size.Tier is "GeneralPurpose" or "BusinessCritical" or "Hyperscale")
        {
            bag["licenseType"] ??= "LicenseIncluded";
        }

        if (size.Tier == "Hyperscale")
        {
            bag["highAvailabilityReplicaCount"] ??= 0;
        }
    }

    /// <summary>Field by field: what is named replaces, what is not named stays.</summary>
    public static JsonObject Merge(EmulatedResourceKind kind, JsonObject current, JsonObject? change)
    {
        var merged = current.DeepClone().AsObject();
        foreach (var name in kind == EmulatedResourceKind.Database ? OfDatabase : OfPool)
        {
            if (change?[name] is { } value)
            {
                merged[name] = value.DeepClone();
            }
        }

        return merged;
    }
}
