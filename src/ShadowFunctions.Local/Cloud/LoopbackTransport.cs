using Azure.Core;
using Azure.Core.Pipeline;

namespace ShadowFunctions.Local.Cloud;

/// <summary>
/// Carries requests for Azure's management and metrics hosts to the emulated cloud, so that unmodified SDK clients (whose bearer tokens
/// insist on https) speak to it. Any other host is refused: nothing leaves the machine by mistake.
/// </summary>
public sealed class LoopbackTransport : HttpPipelineTransport, IDisposable
{
    /// <summary>Header that keeps the host the client meant.</summary>
    public const string OriginalHostHeader = "X-Forwarded-Host";

    private readonly Uri _endpoint;
    private readonly HttpClientTransport _inner;

    /// <summary>Makes the transport.</summary>
    /// <param name="endpoint">Where the emulated cloud listens.</param>
    public LoopbackTransport(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _endpoint = endpoint;
        _inner = new HttpClientTransport(new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan });
    }

    /// <inheritdoc/>
    public override Request CreateRequest() => _inner.CreateRequest();

    /// <inheritdoc/>
    public override void Process(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var meant = Redirect(message.Request);
        try
        {
            _inner.Process(message);
        }
        finally
        {
            message.Request.Uri.Reset(meant);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var meant = Redirect(message.Request);
        try
        {
            await _inner.ProcessAsync(message);
        }
        finally
        {
            // A retry or a log line shall see the URL the client meant.
            message.Request.Uri.Reset(meant);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();

    private Uri Redirect(Request request)
    {
        var meant = request.Uri.ToUri();
        if (!meant.Host.Equals(CloudIds.ManagementHost, StringComparison.OrdinalIgnoreCase)
            && !meant.Host.EndsWith(CloudIds.MetricsHostSuffix, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"'{meant.Host}' is not emulated; the loopback transport carries {CloudIds.ManagementHost} and *{CloudIds.MetricsHostSuffix} only.");
        }

        request.Headers.SetValue(OriginalHostHeader, meant.Host);
        request.Uri.Scheme = _endpoint.Scheme;
        request.Uri.Host = _endpoint.Host;
        request.Uri.Port = _endpoint.Port;
        return meant;
    }
}
