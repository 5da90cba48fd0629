using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// Solves a limit of short time on a store's own history: of all settings of a policy (for those that plan: prices of a vCore-hour not served) the
/// cheapest that kept the limit in the first half is chosen, and told is what it cost and was short in the second half, which the choice did not
/// see. Every setting is lived with from the beginning, so the second half begins in its own state. Pure.
/// </summary>
public static class LimitSearch
{
    private const double ChosenOn = 0.5;

    /// <summary>The limits of "each extra nine", shares of time, falling.</summary>
    public static IReadOnlyList<double> Nines { get; } = [0.01, 0.005, 0.001, 0.0001];

    /// <summary>Lives through the history with every setting of the policies that have one to choose.</summary>
    /// <exception cref="ArgumentException">The series is too short to score a single hour.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<PolicyTrial> Try(
        BacktestSeries series, IEnumerable<string> policies, BacktestSettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policies);
        var candidates = policies.SelectMany(PolicySweep.Candidates).ToList();
        var result = Backtest.Run(series, [.. candidates.Select(c => c.Definition)], settings with { SplitShare = ChosenOn }, keepMinutes: false, cancellationToken);
        return [.. candidates.Zip(result.Policies, (c, p) => Trial(c, p.Result))];
    }

    /// <summary>The cheapest that kept the limit in the first part; null where none did.</summary>
    /// <param name="trials">The trials of one policy on one series.</param>
    /// <param name="limit">Share of time that may be short, 0 to 1.</param>
    public static PolicyTrial? Choose(IEnumerable<PolicyTrial> trials, double limit) => trials.Where(t => t.First.Keeps(limit)).MinBy(t => t.First.Cost);

    private static PolicyTrial Trial(PolicySweep candidate, PolicyResult result) => new(
        candidate.Policy, candidate.Setting, candidate.Price,
        TrialPart.Of(result.AtSplit!), TrialPart.Between(result.AtSplit!, result.Account));
}
