using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>What a policy must be set to on one series to keep a limit, chosen in the first half of the scored time and judged on the second.</summary>
/// <param name="Series">The series.</param>
/// <param name="Policy">The policy.</param>
/// <param name="LimitPercent">The limit, percent of time.</param>
/// <param name="Setting">The cheapest setting that kept it in the first half; null where none did.</param>
/// <param name="Price">Price of a vCore-hour not served, where that is the setting.</param>
/// <param name="First">The first half; null where the limit was not reached.</param>
/// <param name="Rest">The second half, which the choice did not see; null where the limit was not reached.</param>
internal sealed record LimitChoice(string Series, string Policy, double LimitPercent, string? Setting, double? Price, TrialPart? First, TrialPart? Rest)
{
    /// <summary>The choices of all policies asked for that have a setting, for the limit asked for and those of each nine; none where none is to be solved.</summary>
    public static IReadOnlyList<LimitChoice> Of(BacktestSeries series, BacktestOptions options, CancellationToken cancellationToken)
    {
        if (options.LimitToSolve is not { } asked)
        {
            return [];
        }

        var trials = LimitSearch.Try(series, options.Policies.Select(p => p.Name), options.Settings, cancellationToken);
        var limits = LimitSearch.Nines.Append(asked).Distinct().OrderDescending();
        return
        [
            .. from policy in trials.GroupBy(t => t.Policy)
               from limit in limits
               let chosen = LimitSearch.Choose(policy, limit)
               select new LimitChoice(series.Name, policy.Key, 100 * limit, chosen?.Setting, chosen?.Price, chosen?.First, chosen?.Rest),
        ];
    }
}
