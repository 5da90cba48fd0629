using Azure.Core;
using Azure.ResourceManager.Sql.Models;

namespace Azure.ResourceManager.Sql;

/// <summary>What may be written to a database, by PUT and PATCH alike.</summary>
internal interface IDatabaseSettings
{
    SqlDatabaseCreateMode? CreateMode { get; }
    string Collation { get; }
    long? MaxSizeBytes { get; }
    ResourceIdentifier ElasticPoolId { get; }
    ResourceIdentifier SourceDatabaseId { get; }
    DateTimeOffset? RestorePointInTime { get; }
    DateTimeOffset? SourceDatabaseDeletedOn { get; }
    ResourceIdentifier RecoveryServicesRecoveryPointId { get; }
    ResourceIdentifier LongTermRetentionBackupResourceId { get; }
    ResourceIdentifier RecoverableDatabaseId { get; }
    ResourceIdentifier RestorableDroppedDatabaseId { get; }
    bool? IsZoneRedundant { get; }
    DatabaseLicenseType? LicenseType { get; }
    DatabaseReadScale? ReadScale { get; }
    int? HighAvailabilityReplicaCount { get; }
    SecondaryType? SecondaryType { get; }
    int? AutoPauseDelay { get; }
    SqlBackupStorageRedundancy? RequestedBackupStorageRedundancy { get; }
    double? MinCapacity { get; }
    ResourceIdentifier MaintenanceConfigurationId { get; }
    SqlAlwaysEncryptedEnclaveType? PreferredEnclaveType { get; }
    bool? ManualCutover { get; }
    bool? PerformCutover { get; }
}
