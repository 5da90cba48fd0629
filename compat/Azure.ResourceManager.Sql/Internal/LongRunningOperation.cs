using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.ResourceManager.Sql;

/// <summary>
/// One accepted change: where to poll, and how it ended. Each <see cref="PollAsync"/> sends one status request (plus
/// the final GET of the resource when the status is Succeeded). Waiting between polls, with <c>Retry-After</c> honoured,
/// is <see cref="Operation"/>'s own.
/// </summary>
internal sealed class LongRunningOperation
{
    private readonly HttpPipeline _pipeline;
    private readonly RequestMethod _method;
    private readonly Uri _initialUri;
    private readonly HeaderSource _source;
    private string _nextLink;
    private string _lastKnownLocation;
    private RequestFailedException _failure;

    public LongRunningOperation(HttpPipeline pipeline, RequestMethod method, Uri initialUri, Response response)
    {
        _pipeline = pipeline;
        _method = method;
        _initialUri = initialUri;
        Response = response;
        (_source, string link) = PollAnswer.Source(method, response);
        _nextLink = link is null ? initialUri.AbsoluteUri : Absolute(link);
        _lastKnownLocation = response.Headers.TryGetValue("Location", out string location) ? location : null;
        if (_source == HeaderSource.None)
        {
            End(PollAnswer.Final(method, response), response);
        }
    }

    /// <summary>The latest answer; after success, the one that holds the result.</summary>
    public Response Response { get; private set; }

    public bool HasCompleted { get; private set; }

    public bool HasSucceeded => HasCompleted && _failure is null;

    /// <summary>The last path segment of the polled address: the operation's id in the service.</summary>
    public string Id => new Uri(_nextLink).Segments[^1].TrimEnd('/');

    public RehydrationToken Token => RehydrationTokens.Create(
        Id, _method, _initialUri, _nextLink, _source, _lastKnownLocation);

    /// <summary>Polls once; a completed operation answers from memory.</summary>
    public async ValueTask<Response> PollAsync(bool async, CancellationToken cancellationToken)
    {
        if (!HasCompleted)
        {
            Response response = await GetAsync(_nextLink, async, cancellationToken);
            PollOutcome outcome = PollAnswer.Read(_source, _method, response);
            if (outcome == PollOutcome.Running)
            {
                Continue(response);
            }
            else if (outcome == PollOutcome.Succeeded && FinalLink(response) is { } link)
            {
                Response final = await GetAsync(link, async, cancellationToken);
                End(PollAnswer.Final(_method, final), final);
            }
            else
            {
                End(outcome, response);
            }
        }

        return _failure is null ? Response : throw _failure;
    }

    /// <summary>Throws why the operation failed, or that it has not ended.</summary>
    public void ThrowUnlessSucceeded()
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        if (!HasCompleted)
        {
            throw new InvalidOperationException("The operation has not completed yet; poll it with UpdateStatusAsync first.");
        }
    }

    private void Continue(Response response)
    {
        Response = response;
        if (response.Headers.TryGetValue("Location", out string location))
        {
            _lastKnownLocation = location;
        }

        (HeaderSource source, string link) = PollAnswer.Source(RequestMethod.Get, response);
        if (link is not null && source == _source)
        {
            _nextLink = Absolute(link);
        }
    }

    private void End(PollOutcome outcome, Response response)
    {
        Response = response;
        HasCompleted = true;
        _failure = outcome == PollOutcome.Succeeded ? null : new RequestFailedException(response);
    }

    /// <summary>Where the result is read from; null when the poll's own answer is the result, or there is none.</summary>
    private string FinalLink(Response response)
    {
        if (_method == RequestMethod.Delete)
        {
            return null;
        }

        if (_source == HeaderSource.Location)
        {
            return response.ContentStream is { Length: > 0 } ? null : _initialUri.AbsoluteUri;
        }

        return PollAnswer.ResourceLocation(response)
            ?? (_method == RequestMethod.Post ? _lastKnownLocation : _initialUri.AbsoluteUri);
    }

    private async ValueTask<Response> GetAsync(string link, bool async, CancellationToken cancellationToken)
    {
        using HttpMessage message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(new Uri(_initialUri, link));
        if (async)
        {
            await _pipeline.SendAsync(message, cancellationToken);
        }
        else
        {
            _pipeline.Send(message, cancellationToken);
        }

        return message.Response;
    }

    /// <summary>Links are followed as given (they may be signed); only one without an API version gets that of the first request.</summary>
    private string Absolute(string link)
    {
        string absolute = new Uri(_initialUri, link).AbsoluteUri;
        string apiVersion = _initialUri.Query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("api-version=", StringComparison.Ordinal));
        return apiVersion is null || absolute.Contains("api-version=", StringComparison.OrdinalIgnoreCase)
            ? absolute
            : $"{absolute}{(absolute.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{apiVersion}";
    }
}
