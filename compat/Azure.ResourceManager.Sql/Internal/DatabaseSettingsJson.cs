using System.Text.Json;

namespace Azure.ResourceManager.Sql;

/// <summary>Writes the <c>properties</c> of a database.</summary>
internal static class DatabaseSettingsJson
{
    public static void Write(Utf8JsonWriter writer, IDatabaseSettings database, string availabilityZone = null)
    {
        writer.WriteStartObject("properties");
        WriteOrigin(writer, database);
        WriteShape(writer, database);
        writer.Set("availabilityZone", availabilityZone);
        writer.WriteEndObject();
    }

    private static void WriteOrigin(Utf8JsonWriter writer, IDatabaseSettings database)
    {
        writer.Set("createMode", database.CreateMode?.ToString());
        writer.Set("collation", database.Collation);
        writer.Set("sourceDatabaseId", database.SourceDatabaseId);
        writer.Set("restorePointInTime", database.RestorePointInTime);
        writer.Set("sourceDatabaseDeletionDate", database.SourceDatabaseDeletedOn);
        writer.Set("recoveryServicesRecoveryPointId", database.RecoveryServicesRecoveryPointId);
        writer.Set("longTermRetentionBackupResourceId", database.LongTermRetentionBackupResourceId);
        writer.Set("recoverableDatabaseId", database.RecoverableDatabaseId);
        writer.Set("restorableDroppedDatabaseId", database.RestorableDroppedDatabaseId);
        writer.Set("secondaryType", database.SecondaryType?.ToString());
    }

    private static void WriteShape(Utf8JsonWriter writer, IDatabaseSettings database)
    {
        writer.Set("maxSizeBytes", database.MaxSizeBytes);
        writer.Set("elasticPoolId", database.ElasticPoolId);
        writer.Set("zoneRedundant", database.IsZoneRedundant);
        writer.Set("licenseType", database.LicenseType?.ToString());
        writer.Set("readScale", database.ReadScale?.ToString());
        writer.Set("highAvailabilityReplicaCount", database.HighAvailabilityReplicaCount);
        writer.Set("autoPauseDelay", database.AutoPauseDelay);
        writer.Set("requestedBackupStorageRedundancy", database.RequestedBackupStorageRedundancy?.ToString());
        writer.Set("minCapacity", database.MinCapacity);
        writer.Set("maintenanceConfigurationId", database.MaintenanceConfigurationId);
        writer.Set("preferredEnclaveType", database.PreferredEnclaveType?.ToString());
        writer.Set("manualCutover", database.ManualCutover);
        writer.Set("performCutover", database.PerformCutover);
    }
}
