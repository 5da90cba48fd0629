using System.Text.Json;
using Azure.Core;

namespace Azure.ResourceManager.Sql.Models;

/// <summary>A change of a database: only members that are set are sent, the others stay as they are.</summary>
public class SqlDatabasePatch : IDatabaseSettings
{
    public SqlSku Sku { get; set; }

    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>();

    public SqlDatabaseCreateMode? CreateMode { get; set; }

    public string Collation { get; set; }

    public long? MaxSizeBytes { get; set; }

    public ResourceIdentifier ElasticPoolId { get; set; }

    public ResourceIdentifier SourceDatabaseId { get; set; }

    public DateTimeOffset? RestorePointInTime { get; set; }

    public DateTimeOffset? SourceDatabaseDeletedOn { get; set; }

    public ResourceIdentifier RecoveryServicesRecoveryPointId { get; set; }

    public ResourceIdentifier LongTermRetentionBackupResourceId { get; set; }

    public ResourceIdentifier RecoverableDatabaseId { get; set; }

    public ResourceIdentifier RestorableDroppedDatabaseId { get; set; }

    public bool? IsZoneRedundant { get; set; }

    public DatabaseLicenseType? LicenseType { get; set; }

    public DatabaseReadScale? ReadScale { get; set; }

    public int? HighAvailabilityReplicaCount { get; set; }

    public SecondaryType? SecondaryType { get; set; }

    public int? AutoPauseDelay { get; set; }

    public SqlBackupStorageRedundancy? RequestedBackupStorageRedundancy { get; set; }

    public double? MinCapacity { get; set; }

    public ResourceIdentifier MaintenanceConfigurationId { get; set; }

    public SqlAlwaysEncryptedEnclaveType? PreferredEnclaveType { get; set; }

    public bool? ManualCutover { get; set; }

    public bool? PerformCutover { get; set; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        SqlSku.Write(writer, Sku);
        writer.SetTags(Tags);
        DatabaseSettingsJson.Write(writer, this);
        writer.WriteEndObject();
    }
}
