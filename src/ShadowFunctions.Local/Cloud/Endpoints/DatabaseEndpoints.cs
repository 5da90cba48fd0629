using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Microsoft.Sql servers, databases and elastic pools.</summary>
internal static class DatabaseEndpoints
{
    private const string Server = "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Sql/servers/{server}";

    public static void Map(EndpointMap map)
    {
        const EmulatedResourceKind database = EmulatedResourceKind.Database;
        const EmulatedResourceKind pool = EmulatedResourceKind.ElasticPool;
        map.Add("GET", Server, CloudRequestKind.GetServer, ApiVersions.Sql, GetServer);
        map.Add("GET", $"{Server}/databases", CloudRequestKind.ListDatabases, ApiVersions.Sql, (w, f, r) => List(w, f, r, database));
        map.Add("GET", $"{Server}/databases/{{name}}", CloudRequestKind.GetDatabase, ApiVersions.SqlDatabases, (w, f, r) => Get(w, f, r, database));
        map.Add("GET", $"{Server}/databases/{{name}}/usages", CloudRequestKind.ListUsages, ApiVersions.Sql, (w, _, r) => UsageJson.List(w, Required(w, r, database)));
        map.Add(
            "GET", $"{Server}/databases/{{name}}/replicationLinks", CloudRequestKind.ListReplicationLinks, ApiVersions.Sql, (w, _, r) => GeoPairs.Links(w, Required(w, r, database)));
        map.Add("POST", $"{Server}/databases/{{name}}/pause", CloudRequestKind.PauseDatabase, ApiVersions.SqlDatabases, (w, f, r) => SetPaused(w, f, r, true));
        map.Add("POST", $"{Server}/databases/{{name}}/resume", CloudRequestKind.PauseDatabase, ApiVersions.SqlDatabases, (w, f, r) => SetPaused(w, f, r, false));
        map.Add("PATCH", $"{Server}/databases/{{name}}", CloudRequestKind.UpdateDatabase, ApiVersions.SqlDatabases, (w, f, r) => Patch(w, f, r, database));
        map.Add("PUT", $"{Server}/databases/{{name}}", CloudRequestKind.PutDatabase, ApiVersions.Sql, Put);
        map.Add("DELETE", $"{Server}/databases/{{name}}", CloudRequestKind.DeleteDatabase, ApiVersions.Sql, Delete);
        map.Add("GET", $"{Server}/elasticPools", CloudRequestKind.ListElasticPools, ApiVersions.Sql, (w, f, r) => List(w, f, r, pool));
        map.Add("GET", $"{Server}/elasticPools/{{name}}", CloudRequestKind.GetElasticPool, ApiVersions.Sql, (w, f, r) => Get(w, f, r, pool));
        map.Add("GET", $"{Server}/elasticPools/{{name}}/databases", CloudRequestKind.ListPoolDatabases, ApiVersions.Sql, PoolDatabases);
        map.Add("PUT", $"{Server}/elasticPools/{{name}}", CloudRequestKind.PutElasticPool, ApiVersions.Sql, PutPool);
        map.Add("PATCH", $"{Server}/elasticPools/{{name}}", CloudRequestKind.UpdateElasticPool, ApiVersions.Sql, (w, f, r) => Patch(w, f, r, pool));
    }

    public static CloudResource Required(CloudWorld world, CloudRequest request, EmulatedResourceKind kind) =>
        world.Find(request.ResourceId(kind)) ?? throw ArmException.NotFound(request.ResourceId(kind));

    private static CloudAnswer GetServer(CloudWorld world, CloudFile file, CloudRequest request) =>
        world.Below(request.ServerId + "/", EmulatedResourceKind.Database) is [var any, ..]
            ? CloudAnswer.Ok(ResourceJson.Server(request.ServerId, any))
            : throw ArmException.NotFound(request.ServerId);

    private static CloudAnswer Get(CloudWorld world, CloudFile file, CloudRequest request, EmulatedResourceKind kind) =>
        CloudAnswer.Ok(OlderForms.Of(request, Body(world, file, Required(world, request, kind))));

    private static CloudAnswer List(CloudWorld world, CloudFile file, CloudRequest request, EmulatedResourceKind kind)
    {
        if (!world.HasServer(request.ServerId))
        {
            throw ArmException.NotFound(request.ServerId);
        }

        return Page(world, file, request, world.Below($"{request.ServerId}/{CloudIds.Collection(kind)}/", kind));
    }

    private static CloudAnswer PoolDatabases(CloudWorld world, CloudFile file, CloudRequest request) =>
        Page(world, file, request, world.Members(Required(world, request, EmulatedResourceKind.ElasticPool)));

    private static CloudAnswer Page(CloudWorld world, CloudFile file, CloudRequest request, IReadOnlyList<CloudResource> all)
    {
        var skip = int.TryParse(request.Query("$skipToken"), out var token) ? token : 0;
        var page = all.Skip(skip).Take(world.Options.PageSize).Select(r => (JsonNode)OlderForms.Of(request, Body(world, file, r)));
        var body = new JsonObject { ["value"] = new JsonArray([.. page]) };
        if (skip + world.Options.PageSize < all.Count)
        {
            body["nextLink"] = $"{request.Origin}{request.Context.Request.Path}?api-version={request.Query("api-version")}&$skipToken={skip + world.Options.PageSize}";
        }

        return CloudAnswer.Ok(body);
    }

    private static CloudAnswer Patch(CloudWorld world, CloudFile file, CloudRequest request, EmulatedResourceKind kind) =>
        Required(world, request, kind) is { Pool: null } resource
            ? ResourceChange.Apply(world, file, request, resource)
            : throw ArmException.BadRequest("DatabaseInElasticPool", "The emulated cloud changes no database in a pool; change the pool.");

    /// <summary>PUT on an existing database updates it; on a missing one it makes it.</summary>
    private static CloudAnswer Put(CloudWorld world, CloudFile file, CloudRequest request) =>
        world.Find(request.ResourceId(EmulatedResourceKind.Database)) is { } existing
            ? ResourceChange.Apply(world, file, request, existing)
            : ResourceCreation.Create(world, file, request);

    private static CloudAnswer PutPool(CloudWorld world, CloudFile file, CloudRequest request) =>
        world.Find(request.ResourceId(EmulatedResourceKind.ElasticPool)) is { } existing
            ? ResourceChange.Apply(world, file, request, existing)
            : PoolCreation.Create(world, file, request);

    /// <summary>In Azure only dedicated SQL pools are paused by request; here any database is, so that a paused one can be had.</summary>
    private static CloudAnswer SetPaused(CloudWorld world, CloudFile file, CloudRequest request, bool paused) =>
        CloudAnswer.Ok(OlderForms.Of(request, Body(world, file, world.Save(Required(world, request, EmulatedResourceKind.Database) with { Paused = paused }))));

    private static CloudAnswer Delete(CloudWorld world, CloudFile file, CloudRequest request)
    {
        if (world.Find(request.ResourceId(EmulatedResourceKind.Database)) is not { } existing)
        {
            return new CloudAnswer(204);
        }

        world.Remove(existing);
        return new CloudAnswer(200);
    }

    private static JsonObject Body(CloudWorld world, CloudFile file, CloudResource resource) =>
        ResourceJson.Write(resource, file.LastOperation(resource.Key), world.Now, world.Options.Seed);
}
