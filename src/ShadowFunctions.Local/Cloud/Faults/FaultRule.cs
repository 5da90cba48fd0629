namespace ShadowFunctions.Local.Cloud;

/// <summary>A failure to play on chosen requests.</summary>
public sealed record FaultRule
{
    /// <summary>Kind of request, one of <see cref="CloudRequestKind"/>; <c>*</c> for every kind.</summary>
    public required string Request { get; init; }

    /// <summary>First request of that kind that fails, from 1.</summary>
    public int First { get; init; } = 1;

    /// <summary>How many in a row fail.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The rule plays from this instant, UTC; null from the beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The rule plays until this instant, UTC; null to the end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Share of the requests it covers that fail, 0 to 1, drawn by the script's seed.</summary>
    public double Share { get; init; } = 1;

    /// <summary>HTTP status of the answer.</summary>
    public int Status { get; init; } = 500;

    /// <summary>Error code of the answer.</summary>
    public string Code { get; init; } = "InternalServerError";

    /// <summary>Message of the answer.</summary>
    public string Message { get; init; } = "A scripted failure.";

    /// <summary>Seconds the client is asked to wait; null sends no Retry-After.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Headers of the answer beside Retry-After.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body of the answer as it stands; null writes the usual error envelope.</summary>
    public string? Body { get; init; }

    /// <summary>True: the request takes effect and only its answer is lost. False: it has no effect.</summary>
    public bool AfterEffect { get; init; }

    /// <summary>True breaks the connection instead of answering.</summary>
    public bool BreakConnection { get; init; }
}
