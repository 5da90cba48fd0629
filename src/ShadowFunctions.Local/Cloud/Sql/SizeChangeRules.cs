using System.Text.Json.Nodes;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Local.Cloud;

/// <summary>What Azure refuses of a change, before it accepts it.</summary>
internal static class SizeChangeRules
{
    public static void Check(ComputeSize from, ComputeSize to, JsonObject properties, double storedBytes, int databases = 0)
    {
        if (from.Tier == "Hyperscale" && to.Tier != "Hyperscale")
        {
            throw ArmException.BadRequest("HyperscaleReverseMigrationNotSupported", "The database was not migrated to Hyperscale lately; it cannot leave the tier.");
        }

        CheckStorage(to, properties, storedBytes);
        CheckServerless(to, properties);
        if (properties["perDatabaseSettings"]?["maxCapacity"]?.GetValue<double>() > to.Capacity)
        {
            throw ArmException.BadRequest("ElasticPoolInconsistentVcoreGuaranteeSettings",
                $"The per-database maximum exceeds the {to.Capacity} vCores of the pool; lower perDatabaseSettings.maxCapacity.");
        }

        if (properties["perDatabaseSettings"]?["minCapacity"]?.GetValue<double>() is { } min
            && (min * databases > to.Capacity || min > properties["perDatabaseSettings"]?["maxCapacity"]?.GetValue<double>()))
        {
            throw ArmException.BadRequest("ElasticPoolInconsistentVcoreGuaranteeSettings",
                $"The per-database minimum {min} of {databases} databases exceeds the {to.Capacity} vCores of the pool or the maximum; lower perDatabaseSettings.minCapacity.");
        }
    }

    private static void CheckStorage(ComputeSize to, JsonObject properties, double storedBytes)
    {
        if (storedBytes > to.Limits.StorageBytes)
        {
            throw ArmException.BadRequest("CurrentDatabaseSizeExceedsMaxSize", $"The data ({storedBytes:0} bytes) does not fit '{to.Name}'.");
        }

        if (properties["maxSizeBytes"] is not JsonValue value)
        {
            return;
        }

        if (!value.TryGetValue(out long bytes) || bytes <= 0 || bytes % (1024 * 1024) != 0)
        {
            throw ArmException.BadRequest("InvalidMaxSizeTierCombination", $"maxSizeBytes '{value.ToJsonString()}' is not a whole number of mebibytes above zero.");
        }

        if (bytes < storedBytes)
        {
            throw ArmException.BadRequest("CurrentDatabaseSizeExceedsMaxSize", $"The data ({storedBytes:0} bytes) exceeds maxSizeBytes {bytes}.");
        }

        if (bytes > to.Limits.StorageBytes)
        {
            throw ArmException.BadRequest("InvalidMaxSizeTierCombination", $"maxSizeBytes {bytes} is above the limit of '{to.Name}'.");
        }
    }

    private static void CheckServerless(ComputeSize to, JsonObject properties)
    {
        if (to.Billing != BillingRule.PerSecond || properties["minCapacity"] is not JsonValue value)
        {
            return;
        }

        if (!value.TryGetValue(out double min) || min < (to.MinVCores ?? 0) || min > to.VCores)
        {
            throw ArmException.BadRequest("InvalidMinCapacity",
                $"minCapacity '{value.ToJsonString()}' must lie between {to.MinVCores ?? 0} and {to.VCores} vCores for '{to.Name}'.");
        }
    }
}
