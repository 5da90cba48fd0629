using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Xml;
using Azure.Core;
using Azure.Monitor.Query.Models;

namespace Azure.Monitor.Query;

/// <summary>Reads the metrics of several resources of one region, subscription and type in one call of the data plane.</summary>
public class MetricsClient
{
    private readonly MetricsRest _rest;

    public MetricsClient(Uri endpoint, TokenCredential credential, MetricsClientOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new MetricsClientOptions();
        Endpoint = endpoint;
        string audience = (options.Audience ?? MetricsClientAudience.AzurePublicCloud).ToString();
        _rest = new MetricsRest(endpoint, credential, audience, options, options.ApiVersion);
    }

    protected MetricsClient()
    {
    }

    public Uri Endpoint { get; }

    public virtual Response<MetricsQueryResourcesResult> QueryResources(
        IEnumerable<ResourceIdentifier> resourceIds, IEnumerable<string> metricNames, string metricNamespace, MetricsQueryResourcesOptions options = null, CancellationToken cancellationToken = default)
    {
        ValueTask<Response<MetricsQueryResourcesResult>> task = _rest.SendAsync(
            Message(resourceIds, metricNames, metricNamespace, options), MetricsQueryResourcesResult.Read, async: false, cancellationToken);
        return task.AsTask().GetAwaiter().GetResult();
    }

    public virtual Task<Response<MetricsQueryResourcesResult>> QueryResourcesAsync(
        IEnumerable<ResourceIdentifier> resourceIds, IEnumerable<string> metricNames, string metricNamespace, MetricsQueryResourcesOptions options = null, CancellationToken cancellationToken = default) =>
        _rest.SendAsync(
            Message(resourceIds, metricNames, metricNamespace, options), MetricsQueryResourcesResult.Read, async: true, cancellationToken).AsTask();

    private HttpMessage Message(
        IEnumerable<ResourceIdentifier> resourceIds, IEnumerable<string> metricNames, string metricNamespace, MetricsQueryResourcesOptions options)
    {
        ArgumentNullException.ThrowIfNull(resourceIds);
        ArgumentNullException.ThrowIfNull(metricNames);
        ArgumentException.ThrowIfNullOrEmpty(metricNamespace);
        options ??= new MetricsQueryResourcesOptions();
        ResourceIdentifier[] ids = [.. resourceIds];
        HttpMessage message = _rest.Message(
            RequestMethod.Post,
            $"/subscriptions/{Uri.EscapeDataString(Subscription(ids))}/metrics:getBatch",
            ("starttime", options.StartTime is { } start ? Iso.TimeInMilliseconds(start) : null),
            ("endtime", End(options)),
            ("interval", options.Granularity is { } grain ? XmlConvert.ToString(grain) : null),
            ("metricnamespace", metricNamespace),
            ("metricnames", string.Join(',', metricNames)),
            ("aggregation", string.Join(',', options.Aggregations)),
            ("top", options.Size?.ToString(CultureInfo.InvariantCulture)),
            ("orderby", options.OrderBy),
            ("filter", options.Filter),
            ("rollupby", string.Join(',', options.RollUpBy)));
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = Body(ids);
        return message;
    }

    private static string Subscription(ResourceIdentifier[] ids)
    {
        if (ids.Length == 0)
        {
            throw new ArgumentException("resourceIds is empty; name at least one resource.", nameof(ids));
        }

        return ids[0].SubscriptionId
            ?? throw new ArgumentException($"resourceIds: '{ids[0]}' names no subscription.", nameof(ids));
    }

    private static string End(MetricsQueryResourcesOptions options) => options switch
    {
        { EndTime: null } => null,
        { EndTime: { } end, StartTime: not null } => Iso.TimeInMilliseconds(end),
        _ => throw new ArgumentException("EndTime is set without StartTime; set StartTime too.", nameof(options)),
    };

    private static RequestContent Body(ResourceIdentifier[] ids)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("resourceids");
            foreach (ResourceIdentifier id in ids)
            {
                writer.WriteStringValue(id.ToString());
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return RequestContent.Create(buffer.WrittenMemory);
    }
}
