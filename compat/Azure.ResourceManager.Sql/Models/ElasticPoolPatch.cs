using System.Text.Json;
using Azure.Core;

namespace Azure.ResourceManager.Sql.Models;

/// <summary>A change of a pool: only members that are set are sent, the others stay as they are.</summary>
public class ElasticPoolPatch : IElasticPoolSettings
{
    public SqlSku Sku { get; set; }

    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>();

    public long? MaxSizeBytes { get; set; }

    public double? MinCapacity { get; set; }

    public ElasticPoolPerDatabaseSettings PerDatabaseSettings { get; set; }

    public bool? IsZoneRedundant { get; set; }

    public ElasticPoolLicenseType? LicenseType { get; set; }

    public ResourceIdentifier MaintenanceConfigurationId { get; set; }

    public int? HighAvailabilityReplicaCount { get; set; }

    public int? AutoPauseDelay { get; set; }

    public SqlAlwaysEncryptedEnclaveType? PreferredEnclaveType { get; set; }

    public SqlAvailabilityZoneType? AvailabilityZone { get; set; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        SqlSku.Write(writer, Sku);
        writer.SetTags(Tags);
        ElasticPoolSettingsJson.Write(writer, this);
        writer.WriteEndObject();
    }
}
