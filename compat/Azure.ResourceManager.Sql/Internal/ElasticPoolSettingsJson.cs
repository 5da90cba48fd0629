using System.Text.Json;
using Azure.ResourceManager.Sql.Models;

namespace Azure.ResourceManager.Sql;

/// <summary>Writes the <c>properties</c> of a pool.</summary>
internal static class ElasticPoolSettingsJson
{
    public static void Write(Utf8JsonWriter writer, IElasticPoolSettings pool)
    {
        writer.WriteStartObject("properties");
        writer.Set("maxSizeBytes", pool.MaxSizeBytes);
        writer.Set("minCapacity", pool.MinCapacity);
        ElasticPoolPerDatabaseSettings.Write(writer, pool.PerDatabaseSettings);
        writer.Set("zoneRedundant", pool.IsZoneRedundant);
        writer.Set("licenseType", pool.LicenseType?.ToString());
        writer.Set("maintenanceConfigurationId", pool.MaintenanceConfigurationId);
        writer.Set("highAvailabilityReplicaCount", pool.HighAvailabilityReplicaCount);
        writer.Set("autoPauseDelay", pool.AutoPauseDelay);
        writer.Set("preferredEnclaveType", pool.PreferredEnclaveType?.ToString());
        writer.Set("availabilityZone", pool.AvailabilityZone?.ToString());
        writer.WriteEndObject();
    }
}
