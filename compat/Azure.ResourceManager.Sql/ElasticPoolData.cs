using System.Text.Json;
using Azure.Core;
using Azure.ResourceManager.Models;
using Azure.ResourceManager.Sql.Models;

namespace Azure.ResourceManager.Sql;

/// <summary>An elastic pool: what is asked for and what the service reports. Sizes in bytes, pause delay in minutes.</summary>
public class ElasticPoolData : TrackedResourceData, IElasticPoolSettings
{
    public ElasticPoolData(AzureLocation location)
        : base(location)
    {
    }

    internal ElasticPoolData(ResourceHeader header, IDictionary<string, string> tags)
        : base(header.Id, header.Name, header.Type, header.SystemData, tags, header.Location)
    {
    }

    public SqlSku Sku { get; set; }

    public string Kind { get; internal init; }

    public ElasticPoolState? State { get; internal init; }

    public DateTimeOffset? CreatedOn { get; internal init; }

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
        writer.WriteString("location", Location.Name);
        writer.SetTags(Tags);
        SqlSku.Write(writer, Sku);
        ElasticPoolSettingsJson.Write(writer, this);
        writer.WriteEndObject();
    }

    internal static ElasticPoolData Read(JsonElement json)
    {
        JsonElement properties = json.Member("properties");
        return new ElasticPoolData(ResourceHeader.Read(json), json.Tags())
        {
            Sku = SqlSku.Read(json.Member("sku")),
            Kind = json.Text("kind"),
            State = properties.Value("state", text => new ElasticPoolState(text)),
            CreatedOn = properties.Time("creationDate"),
            MaxSizeBytes = properties.Long("maxSizeBytes"),
            MinCapacity = properties.Real("minCapacity"),
            PerDatabaseSettings = ElasticPoolPerDatabaseSettings.Read(properties.Member("perDatabaseSettings")),
            IsZoneRedundant = properties.Flag("zoneRedundant"),
            LicenseType = properties.Value("licenseType", text => new ElasticPoolLicenseType(text)),
            MaintenanceConfigurationId = properties.Id("maintenanceConfigurationId"),
            HighAvailabilityReplicaCount = properties.Int("highAvailabilityReplicaCount"),
            AutoPauseDelay = properties.Int("autoPauseDelay"),
            PreferredEnclaveType = properties.Value("preferredEnclaveType", text => new SqlAlwaysEncryptedEnclaveType(text)),
            AvailabilityZone = properties.Value("availabilityZone", text => new SqlAvailabilityZoneType(text)),
        };
    }
}
