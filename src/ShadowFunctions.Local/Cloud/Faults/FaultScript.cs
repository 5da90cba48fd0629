using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>
/// What goes wrong in a run: chosen requests by kind, number and time, a seeded share of all others, operations that go wrong after
/// acceptance, what other people do, and metrics that are late or missing. Requests are counted per kind, across restarts.
/// </summary>
public sealed record FaultScript
{
    /// <summary>No failures.</summary>
    public static FaultScript None { get; } = new();

    /// <summary>Failures of chosen requests; the first that matches plays.</summary>
    public IReadOnlyList<FaultRule> Rules { get; init; } = [];

    /// <summary>Operations that go wrong after acceptance; the first that matches plays.</summary>
    public IReadOnlyList<OperationFault> Operations { get; init; } = [];

    /// <summary>Shares of all other operations that go wrong.</summary>
    public OperationShares OperationShares { get; init; } = new();

    /// <summary>What somebody else does.</summary>
    public IReadOnlyList<ForeignChange> Others { get; init; } = [];

    /// <summary>Spans of missing and of late metrics.</summary>
    public IReadOnlyList<MetricFault> Metrics { get; init; } = [];

    /// <summary>Metrics that fail inside an answer of 200: name of the metric to error code.</summary>
    public IReadOnlyDictionary<string, string> MetricErrors { get; init; } = new Dictionary<string, string>();

    /// <summary>Share of all minutes of metrics that are missing for good, 0 to 1.</summary>
    public double MetricGapShare { get; init; }

    /// <summary>Share of all other requests that fail with 503, 0 to 1.</summary>
    public double RandomShare { get; init; }

    /// <summary>Seed of every share.</summary>
    public long Seed { get; init; }

    internal bool IsEmpty => Rules.Count == 0 && RandomShare <= 0;

    /// <summary>The failure of the n-th request of a kind; null when it shall pass.</summary>
    /// <param name="request">Kind of request.</param>
    /// <param name="number">Its number among those of its kind, from 1.</param>
    /// <param name="now">When it is made, UTC.</param>
    public FaultRule? Decide(string request, int number, DateTimeOffset now = default)
    {
        var own = SeededChance.SeedOf(Seed, request);
        var rule = Rules.Where((r, i) => Covers(r, request, number, now) && SeededChance.Uniform(own, 22 + i, number) < r.Share).FirstOrDefault();
        var unlucky = SeededChance.Uniform(own, 21, number) < RandomShare;
        return rule ?? (unlucky ? new FaultRule { Request = request, Status = 503, Code = "ServiceUnavailable", RetryAfterSeconds = 1 } : null);
    }

    /// <summary>What goes wrong with an operation; null when it goes well.</summary>
    internal OperationFault? Of(CloudResource resource, int ordinal) =>
        Operations.FirstOrDefault(f => f.IsOf(resource, ordinal))
        ?? OperationShares.Of(SeededChance.Uniform(SeededChance.SeedOf(Seed, resource.Key), 23, ordinal));

    /// <summary>True when the metrics of a minute are missing for good.</summary>
    internal bool IsGap(CloudResource resource, DateTimeOffset minute) =>
        Metrics.Any(m => m.LagMinutes is null && m.IsOf(resource) && minute >= m.From && minute < m.Until)
        || (MetricGapShare > 0 && SeededChance.Uniform(SeededChance.SeedOf(Seed, resource.Key), 24, (int)(minute.ToUnixTimeSeconds() / 60)) < MetricGapShare);

    /// <summary>Minutes by which metrics are late at an instant, beyond the usual.</summary>
    internal int LagAt(CloudResource resource, DateTimeOffset now) =>
        Metrics.Where(m => m.LagMinutes is not null && m.IsOf(resource) && now >= m.From && now < m.Until).Select(m => m.LagMinutes!.Value).DefaultIfEmpty().Max();

    // A rule with a span covers every request of the span; one without covers those it counts.
    private static bool Covers(FaultRule rule, string request, int number, DateTimeOffset now) =>
        (rule.Request == "*" || rule.Request == request)
        && (rule.From is not null || rule.Until is not null
            ? (rule.From is null || now >= rule.From) && (rule.Until is null || now < rule.Until)
            : number >= rule.First && number < rule.First + rule.Count);
}
