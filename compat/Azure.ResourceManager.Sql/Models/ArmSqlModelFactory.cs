using Azure.Core;
using Azure.ResourceManager.Models;

namespace Azure.ResourceManager.Sql.Models;

/// <summary>Makes models with read-only members, for tests.</summary>
public static class ArmSqlModelFactory
{
    public static DatabaseUsage DatabaseUsage(ResourceIdentifier id = null, string name = null, ResourceType resourceType = default, SystemData systemData = null, string displayName = null, double? currentValue = default, double? limit = default, string unit = null) =>
        new(new ResourceHeader(id, name, resourceType, systemData, default))
        {
            DisplayName = displayName,
            CurrentValue = currentValue,
            Limit = limit,
            Unit = unit,
        };

    public static ElasticPoolOperationData ElasticPoolOperationData(ResourceIdentifier id = null, string name = null, ResourceType resourceType = default, SystemData systemData = null, string elasticPoolName = null, string operation = null, string operationFriendlyName = null, int? percentComplete = default, string serverName = null, DateTimeOffset? startOn = default, string state = null, int? errorCode = default, string errorDescription = null, int? errorSeverity = default, bool? isUserError = default, DateTimeOffset? estimatedCompleteOn = default, string description = null, bool? isCancellable = default) =>
        new(new ResourceHeader(id, name, resourceType, systemData, default))
        {
            ElasticPoolName = elasticPoolName,
            Operation = operation,
            OperationFriendlyName = operationFriendlyName,
            PercentComplete = percentComplete,
            ServerName = serverName,
            StartOn = startOn,
            State = state,
            ErrorCode = errorCode,
            ErrorDescription = errorDescription,
            ErrorSeverity = errorSeverity,
            IsUserError = isUserError,
            EstimatedCompleteOn = estimatedCompleteOn,
            Description = description,
            IsCancellable = isCancellable,
        };

    public static ElasticPoolData ElasticPoolData(ResourceIdentifier id = null, string name = null, ResourceType resourceType = default, SystemData systemData = null, IDictionary<string, string> tags = null, AzureLocation location = default, SqlSku sku = null, string kind = null, ElasticPoolState? state = default, DateTimeOffset? createdOn = default, long? maxSizeBytes = default, double? minCapacity = default, ElasticPoolPerDatabaseSettings perDatabaseSettings = null, bool? isZoneRedundant = default, ElasticPoolLicenseType? licenseType = default, ResourceIdentifier maintenanceConfigurationId = null, int? highAvailabilityReplicaCount = default, int? autoPauseDelay = default, SqlAlwaysEncryptedEnclaveType? preferredEnclaveType = default, SqlAvailabilityZoneType? availabilityZone = default) =>
        new(new ResourceHeader(id, name, resourceType, systemData, location), tags ?? new Dictionary<string, string>())
        {
            Sku = sku,
            Kind = kind,
            State = state,
            CreatedOn = createdOn,
            MaxSizeBytes = maxSizeBytes,
            MinCapacity = minCapacity,
            PerDatabaseSettings = perDatabaseSettings,
            IsZoneRedundant = isZoneRedundant,
            LicenseType = licenseType,
            MaintenanceConfigurationId = maintenanceConfigurationId,
            HighAvailabilityReplicaCount = highAvailabilityReplicaCount,
            AutoPauseDelay = autoPauseDelay,
            PreferredEnclaveType = preferredEnclaveType,
            AvailabilityZone = availabilityZone,
        };
}
