using System.Text.Json;
using Azure.Core;
using Azure.ResourceManager.Models;
using Azure.ResourceManager.Sql.Models;

namespace Azure.ResourceManager.Sql;

/// <summary>A database: what is asked for and what the service reports. Sizes in bytes, pause delay in minutes.</summary>
public class SqlDatabaseData : TrackedResourceData, IDatabaseSettings
{
    public SqlDatabaseData(AzureLocation location)
        : base(location)
    {
    }

    private SqlDatabaseData(JsonElement json, ResourceHeader header)
        : base(header.Id, header.Name, header.Type, header.SystemData, json.Tags(), header.Location)
    {
    }

    public SqlSku Sku { get; set; }

    public string Kind { get; private set; }

    public string ManagedBy { get; private set; }

    public SqlDatabaseCreateMode? CreateMode { get; set; }

    public string Collation { get; set; }

    public long? MaxSizeBytes { get; set; }

    public ResourceIdentifier ElasticPoolId { get; set; }

    public ResourceIdentifier SourceDatabaseId { get; set; }

    public SqlDatabaseStatus? Status { get; private set; }

    public Guid? DatabaseId { get; private set; }

    public DateTimeOffset? CreatedOn { get; private set; }

    public string CurrentServiceObjectiveName { get; private set; }

    public string RequestedServiceObjectiveName { get; private set; }

    public AzureLocation? DefaultSecondaryLocation { get; private set; }

    public ResourceIdentifier FailoverGroupId { get; private set; }

    public DateTimeOffset? RestorePointInTime { get; set; }

    public DateTimeOffset? SourceDatabaseDeletedOn { get; set; }

    public ResourceIdentifier RecoveryServicesRecoveryPointId { get; set; }

    public ResourceIdentifier LongTermRetentionBackupResourceId { get; set; }

    public ResourceIdentifier RecoverableDatabaseId { get; set; }

    public ResourceIdentifier RestorableDroppedDatabaseId { get; set; }

    public bool? IsZoneRedundant { get; set; }

    public DatabaseLicenseType? LicenseType { get; set; }

    public long? MaxLogSizeBytes { get; private set; }

    public DateTimeOffset? EarliestRestoreOn { get; private set; }

    public DatabaseReadScale? ReadScale { get; set; }

    public int? HighAvailabilityReplicaCount { get; set; }

    public SecondaryType? SecondaryType { get; set; }

    public SqlSku CurrentSku { get; private set; }

    public int? AutoPauseDelay { get; set; }

    public SqlBackupStorageRedundancy? CurrentBackupStorageRedundancy { get; private set; }

    public SqlBackupStorageRedundancy? RequestedBackupStorageRedundancy { get; set; }

    public double? MinCapacity { get; set; }

    public DateTimeOffset? PausedOn { get; private set; }

    public DateTimeOffset? ResumedOn { get; private set; }

    public ResourceIdentifier MaintenanceConfigurationId { get; set; }

    public SqlAlwaysEncryptedEnclaveType? PreferredEnclaveType { get; set; }

    public bool? ManualCutover { get; set; }

    public bool? PerformCutover { get; set; }

    public SqlAvailabilityZoneType? AvailabilityZone { get; set; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("location", Location.Name);
        writer.SetTags(Tags);
        SqlSku.Write(writer, Sku);
        DatabaseSettingsJson.Write(writer, this, AvailabilityZone?.ToString());
        writer.WriteEndObject();
    }

    internal static SqlDatabaseData Read(JsonElement json)
    {
        SqlDatabaseData database = new(json, ResourceHeader.Read(json))
        {
            Sku = SqlSku.Read(json.Member("sku")),
            Kind = json.Text("kind"),
            ManagedBy = json.Text("managedBy"),
        };
        database.ReadSettings(json.Member("properties"));
        database.ReadState(json.Member("properties"));
        return database;
    }

    private void ReadSettings(JsonElement json)
    {
        CreateMode = json.Value("createMode", text => new SqlDatabaseCreateMode(text));
        Collation = json.Text("collation");
        MaxSizeBytes = json.Long("maxSizeBytes");
        ElasticPoolId = json.Id("elasticPoolId");
        SourceDatabaseId = json.Id("sourceDatabaseId");
        RestorePointInTime = json.Time("restorePointInTime");
        SourceDatabaseDeletedOn = json.Time("sourceDatabaseDeletionDate");
        RecoveryServicesRecoveryPointId = json.Id("recoveryServicesRecoveryPointId");
        LongTermRetentionBackupResourceId = json.Id("longTermRetentionBackupResourceId");
        RecoverableDatabaseId = json.Id("recoverableDatabaseId");
        RestorableDroppedDatabaseId = json.Id("restorableDroppedDatabaseId");
        IsZoneRedundant = json.Flag("zoneRedundant");
        LicenseType = json.Value("licenseType", text => new DatabaseLicenseType(text));
        ReadScale = json.Value("readScale", text => new DatabaseReadScale(text));
        HighAvailabilityReplicaCount = json.Int("highAvailabilityReplicaCount");
        SecondaryType = json.Value("secondaryType", text => new SecondaryType(text));
        AutoPauseDelay = json.Int("autoPauseDelay");
        RequestedBackupStorageRedundancy = json.Value(
            "requestedBackupStorageRedundancy", text => new SqlBackupStorageRedundancy(text));
        MinCapacity = json.Real("minCapacity");
        MaintenanceConfigurationId = json.Id("maintenanceConfigurationId");
        PreferredEnclaveType = json.Value("preferredEnclaveType", text => new SqlAlwaysEncryptedEnclaveType(text));
        ManualCutover = json.Flag("manualCutover");
        PerformCutover = json.Flag("performCutover");
        AvailabilityZone = json.Value("availabilityZone", text => new SqlAvailabilityZoneType(text));
    }

    private void ReadState(JsonElement json)
    {
        Status = json.Value("status", text => new SqlDatabaseStatus(text));
        DatabaseId = json.Guid("databaseId");
        CreatedOn = json.Time("creationDate");
        CurrentServiceObjectiveName = json.Text("currentServiceObjectiveName");
        RequestedServiceObjectiveName = json.Text("requestedServiceObjectiveName");
        DefaultSecondaryLocation = json.Value("defaultSecondaryLocation", text => new AzureLocation(text));
        FailoverGroupId = json.Id("failoverGroupId");
        MaxLogSizeBytes = json.Long("maxLogSizeBytes");
        EarliestRestoreOn = json.Time("earliestRestoreDate");
        CurrentSku = SqlSku.Read(json.Member("currentSku"));
        CurrentBackupStorageRedundancy = json.Value(
            "currentBackupStorageRedundancy", text => new SqlBackupStorageRedundancy(text));
        PausedOn = json.Time("pausedDate");
        ResumedOn = json.Time("resumedDate");
    }
}
