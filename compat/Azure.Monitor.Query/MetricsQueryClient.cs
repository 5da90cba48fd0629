using System.Globalization;
using System.Xml;
using Azure.Core;
using Azure.Monitor.Query.Models;

namespace Azure.Monitor.Query;

/// <summary>Reads the metrics of one resource through Resource Manager; counts against its read throttling.</summary>
public class MetricsQueryClient
{
    private static readonly Uri s_publicEndpoint = new("https://management.azure.com");

    private readonly MetricsRest _rest;

    public MetricsQueryClient(TokenCredential credential)
        : this(credential, null)
    {
    }

    public MetricsQueryClient(TokenCredential credential, MetricsQueryClientOptions options)
        : this(options?.Audience is { } audience ? new Uri(audience.ToString()) : s_publicEndpoint, credential, options)
    {
    }

    public MetricsQueryClient(Uri endpoint, TokenCredential credential, MetricsQueryClientOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new MetricsQueryClientOptions();
        Endpoint = endpoint;
        string audience = (options.Audience ?? MetricsQueryAudience.AzurePublicCloud).ToString();
        _rest = new MetricsRest(endpoint, credential, audience, options, options.ApiVersion);
    }

    protected MetricsQueryClient()
    {
    }

    public Uri Endpoint { get; }

    public virtual Response<MetricsQueryResult> QueryResource(
        string resourceId, IEnumerable<string> metrics, MetricsQueryOptions options = null, CancellationToken cancellationToken = default)
    {
        ValueTask<Response<MetricsQueryResult>> task = _rest.SendAsync(
            Message(resourceId, metrics, options), MetricsQueryResult.ReadSingle, async: false, cancellationToken);
        return task.AsTask().GetAwaiter().GetResult();
    }

    public virtual Task<Response<MetricsQueryResult>> QueryResourceAsync(
        string resourceId, IEnumerable<string> metrics, MetricsQueryOptions options = null, CancellationToken cancellationToken = default) =>
        _rest.SendAsync(Message(resourceId, metrics, options), MetricsQueryResult.ReadSingle, async: true, cancellationToken).AsTask();

    private HttpMessage Message(string resourceId, IEnumerable<string> metrics, MetricsQueryOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceId);
        ArgumentNullException.ThrowIfNull(metrics);
        options ??= new MetricsQueryOptions();
        return _rest.Message(
            RequestMethod.Get,
            $"/{resourceId.TrimStart('/')}/providers/Microsoft.Insights/metrics",
            ("timespan", options.TimeRange?.ToIso()),
            ("interval", options.Granularity is { } grain ? XmlConvert.ToString(grain) : null),
            ("metricnames", string.Join(',', metrics)),
            ("aggregation", string.Join(',', options.Aggregations)),
            ("top", options.Size?.ToString(CultureInfo.InvariantCulture)),
            ("orderby", options.OrderBy),
            ("$filter", options.Filter),
            ("metricnamespace", options.MetricNamespace));
    }
}
