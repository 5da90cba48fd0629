using System.Globalization;
using System.Text.Json.Nodes;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Databases and pools as ARM writes them.</summary>
internal static class ResourceJson
{
    private const string InPool = "ElasticPool";

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    public static JsonObject Write(CloudResource resource, CloudOperation? last, DateTimeOffset now, long seed) =>
        resource.Kind == EmulatedResourceKind.Database ? Database(resource, last, now, seed) : Pool(resource, last, now);

    private static JsonObject Database(CloudResource resource, CloudOperation? last, DateTimeOffset now, long seed)
    {
        var (sku, size) = (Sku(resource, now), resource.Pool is null ? StoreWorld.SizeAt(resource.State, now) : InPool);
        var running = last?.StateAt(now) == CloudOperationState.InProgress ? last : null;
        var properties = resource.Properties.DeepClone().AsObject();
        properties["status"] = Status(running, resource, now);
        properties["currentSku"] = sku.DeepClone();
        properties["databaseId"] = CloudIds.GuidOf(seed, resource.Key, 0).ToString();
        properties["creationDate"] = Time(resource.CreatedAt);
        properties["currentBackupStorageRedundancy"] = properties["requestedBackupStorageRedundancy"]?.GetValue<string>() ?? "Geo";
        properties["currentServiceObjectiveName"] = size;
        properties["requestedServiceObjectiveName"] = running is { IsResize: true } ? running.To : size;
        properties["defaultSecondaryLocation"] = "northeurope";
        properties["earliestRestoreDate"] = Time(resource.CreatedAt.AddMinutes(10));
        properties["maxLogSizeBytes"] = 193_273_528_320;
        properties["catalogCollation"] = "SQL_Latin1_General_CP1_CI_AS";
        properties["isLedgerOn"] = false;
        properties["isInfraEncryptionEnabled"] = false;
        return Envelope(resource, sku, "v12.0,user" + (sku["family"] is null ? "" : ",vcore"), properties);
    }

    /// <summary>The size in force; a database whose compute belongs to a pool has none of its own.</summary>
    public static JsonObject Sku(CloudResource resource, DateTimeOffset now) => resource.Pool is null
        ? SkuReader.Write(CloudWorld.SizeOf(resource.Kind, StoreWorld.SizeAt(resource.State, now)))
        : new JsonObject { ["name"] = InPool, ["tier"] = CloudWorld.SizeOf(EmulatedResourceKind.ElasticPool, resource.State.Size).Tier, ["capacity"] = 0 };

    private static string Status(CloudOperation? running, CloudResource resource, DateTimeOffset now) =>
        resource.Paused ? "Paused"
        : running is { IsResize: false } ? CreateModes.StatusWhileMaking(resource.Properties)
        : StoreWorld.IsServing(resource.State, now) ? "Online" : "Scaling";

    private static JsonObject Pool(CloudResource resource, CloudOperation? last, DateTimeOffset now)
    {
        var size = CloudWorld.SizeOf(resource.Kind, StoreWorld.SizeAt(resource.State, now));
        var properties = resource.Properties.DeepClone().AsObject();
        properties["creationDate"] = Time(resource.CreatedAt);
        properties["state"] = last is { IsResize: false } && last.StateAt(now) == CloudOperationState.InProgress ? "Creating" : "Ready";
        return Envelope(resource, SkuReader.Write(size), null, properties);
    }

    private static JsonObject Envelope(CloudResource resource, JsonObject sku, string? kind, JsonObject properties) => new()
    {
        ["sku"] = sku,
        ["kind"] = kind,
        ["properties"] = properties,
        ["location"] = resource.Region,
        ["tags"] = resource.Tags.DeepClone(),
        ["id"] = resource.Id,
        ["name"] = resource.Name,
        ["type"] = CloudIds.ResourceType(resource.Kind),
    };

    public static JsonObject Server(string serverId, CloudResource any) => new()
    {
        ["kind"] = "v12.0",
        ["properties"] = new JsonObject
        {
            ["version"] = "12.0",
            ["state"] = "Ready",
            ["fullyQualifiedDomainName"] = $"{any.Server}.database.windows.net",
            ["publicNetworkAccess"] = "Disabled",
        },
        ["location"] = any.Region,
        ["id"] = serverId,
        ["name"] = any.Server,
        ["type"] = "Microsoft.Sql/servers",
    };
}
