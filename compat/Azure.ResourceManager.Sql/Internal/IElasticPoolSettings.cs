using Azure.Core;
using Azure.ResourceManager.Sql.Models;

namespace Azure.ResourceManager.Sql;

/// <summary>What may be written to a pool, by PUT and PATCH alike.</summary>
internal interface IElasticPoolSettings
{
    long? MaxSizeBytes { get; }
    double? MinCapacity { get; }
    ElasticPoolPerDatabaseSettings PerDatabaseSettings { get; }
    bool? IsZoneRedundant { get; }
    ElasticPoolLicenseType? LicenseType { get; }
    ResourceIdentifier MaintenanceConfigurationId { get; }
    int? HighAvailabilityReplicaCount { get; }
    int? AutoPauseDelay { get; }
    SqlAlwaysEncryptedEnclaveType? PreferredEnclaveType { get; }
    SqlAvailabilityZoneType? AvailabilityZone { get; }
}
