using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>
/// The failures of a run: chosen requests by kind and number, a seeded share of all others, and operations that fail after acceptance.
/// Requests are counted per kind, across restarts.
/// </summary>
public sealed record FaultScript
{
    /// <summary>No failures.</summary>
    public static FaultScript None { get; } = new();

    /// <summary>Failures of chosen requests; the first that matches plays.</summary>
    public IReadOnlyList<FaultRule> Rules { get; init; } = [];

    /// <summary>Operations that fail after acceptance.</summary>
    public IReadOnlyList<OperationFault> Operations { get; init; } = [];

    /// <summary>Share of all other requests that fail with 503, 0 to 1.</summary>
    public double RandomShare { get; init; }

    /// <summary>Seed of <see cref="RandomShare"/>.</summary>
    public long Seed { get; init; }

    internal bool IsEmpty => Rules.Count == 0 && RandomShare <= 0;

    /// <summary>The failure of the n-th request of a kind; null when it shall pass.</summary>
    /// <param name="request">Kind of request.</param>
    /// <param name="number">Its number among those of its kind, from 1.</param>
    public FaultRule? Decide(string request, int number)
    {
        var rule = Rules.FirstOrDefault(r => (r.Request == "*" || r.Request == request) && number >= r.First && number < r.First + r.Count);
        var unlucky = SeededChance.Uniform(SeededChance.SeedOf(Seed, request), 21, number) < RandomShare;
        return rule ?? (unlucky ? new FaultRule { Request = request, Status = 503, Code = "ServiceUnavailable", RetryAfterSeconds = 1 } : null);
    }
}
