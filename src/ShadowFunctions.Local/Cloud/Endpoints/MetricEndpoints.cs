using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Azure Monitor metrics: one resource through ARM, up to fifty through the regional metrics host.</summary>
internal sealed class MetricEndpoints(MetricHistory history)
{
    private const int MostResources = 50;
    private const int MostMetrics = 20;

    public void Map(EndpointMap map)
    {
        const string server = "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Sql/servers/{server}";
        foreach (var kind in Enum.GetValues<EmulatedResourceKind>())
        {
            var pattern = $"{server}/{CloudIds.Collection(kind)}/{{name}}/providers/Microsoft.Insights/metrics";
            map.Add("GET", pattern, CloudRequestKind.GetMetrics, ApiVersions.Metrics, (w, f, r) => Single(w, f, r, kind));
            map.Add(
                "GET", $"{server}/{CloudIds.Collection(kind)}/{{name}}/metrics", CloudRequestKind.GetFirstMetrics, ApiVersions.SqlMetrics,
                (w, f, r) => FirstMetrics.List(r, DatabaseEndpoints.Required(w, r, kind), window => Series(w, f, DatabaseEndpoints.Required(w, r, kind), window)));
        }

        map.Add("POST", "/subscriptions/{subscription}/metrics:getBatch", CloudRequestKind.GetMetricsBatch, ApiVersions.MetricsBatch, Batch, isMetricsHost: true);
    }

    private CloudAnswer Single(CloudWorld world, CloudFile file, CloudRequest request, EmulatedResourceKind kind)
    {
        var resource = DatabaseEndpoints.Required(world, request, kind);
        var type = CloudIds.ResourceType(kind);
        if (request.Query("metricnamespace") is { } space && !space.Equals(type, StringComparison.OrdinalIgnoreCase))
        {
            throw ArmException.BadRequest("BadRequest", $"The metric namespace '{space}' is not that of the resource, '{type}'.");
        }

        var metrics = MetricCatalog.Find(kind, Names(request));
        var window = MetricWindow.OfSingle(request, world.Now);
        var series = Series(world, file, resource, window);
        return new CloudAnswer(200)
        {
            Stream = (stream, token) => MetricsWriter.WriteSingleAsync(stream, resource.Id, series, metrics, window, type, resource.Region, world.Options.Faults.MetricErrors, token),
        };
    }

    private CloudAnswer Batch(CloudWorld world, CloudFile file, CloudRequest request)
    {
        var space = request.Query("metricnamespace") ?? throw ArmException.BadRequest("BadRequest", "The query parameter metricnamespace is required.");
        var kind = Enum.GetValues<EmulatedResourceKind>().Where(k => CloudIds.ResourceType(k).Equals(space, StringComparison.OrdinalIgnoreCase)).ToList() is [var only]
            ? only
            : throw ArmException.BadRequest("BadRequest", $"The metric namespace '{space}' is not emulated.");
        var metrics = MetricCatalog.Find(kind, Names(request));
        var window = MetricWindow.OfBatch(request, world.Now);
        var results = Ids(request).Select(id => (id, Find(world, file, request, kind, id, window))).ToList();
        var region = Region(request);
        return new CloudAnswer(200)
        {
            Stream = (stream, token) => MetricsWriter.WriteBatchAsync(stream, results, metrics, window, CloudIds.ResourceType(kind), region, world.Options.Faults.MetricErrors, token),
        };
    }

    private static List<string> Ids(CloudRequest request)
    {
        var ids = (request.RequiredBody["resourceids"] as JsonArray ?? []).Select(n => n?.GetValue<string>() ?? "").ToList();
        if (ids.Count is 0 or > MostResources)
        {
            throw ArmException.BadRequest("BadRequest", $"resourceids has {ids.Count} entries; give 1 to {MostResources}.");
        }

        var prefix = $"/subscriptions/{request.Subscription}/";
        return ids.Find(i => !i.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } foreign
            ? throw ArmException.BadRequest("BadRequest", $"The resource '{foreign}' is not in the subscription '{request.Subscription}' of the request.")
            : ids;
    }

    private MetricSeries? Find(CloudWorld world, CloudFile file, CloudRequest request, EmulatedResourceKind kind, string id, MetricWindow window)
    {
        if (world.Find(id) is not { } resource)
        {
            return null;
        }

        if (resource.Kind != kind)
        {
            throw ArmException.BadRequest("BadRequest", $"The resource '{id}' is not of the type {CloudIds.ResourceType(kind)}.");
        }

        return resource.Region.Equals(Region(request), StringComparison.OrdinalIgnoreCase)
            ? Series(world, file, resource, window)
            : throw ArmException.BadRequest("BadRequest", $"The resource '{id}' is in {resource.Region}, and the request went to {Region(request)}.");
    }

    private MetricSeries Series(CloudWorld world, CloudFile file, CloudResource resource, MetricWindow window)
    {
        var now = world.Now;
        var to = window.To > now ? Core.Simulation.StoreWorld.FloorToMinute(now).AddMinutes(1) : window.To;
        return new MetricSeries(resource, world.Profile(resource), history.Read(file, resource, window.From, to));
    }

    private static string[] Names(CloudRequest request)
    {
        var names = (request.Query("metricnames") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length is 0 or > MostMetrics
            ? throw ArmException.BadRequest("BadRequest", $"metricnames has {names.Length} names; give 1 to {MostMetrics}.")
            : names;
    }

    private static string Region(CloudRequest request) =>
        request.Host.EndsWith(CloudIds.MetricsHostSuffix, StringComparison.OrdinalIgnoreCase) ? request.Host[..^CloudIds.MetricsHostSuffix.Length] : "";
}
