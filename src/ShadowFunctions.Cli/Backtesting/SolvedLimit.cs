using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>What it takes a policy to keep a limit, over all series on which it was solved.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="LimitPercent">The limit, percent of time.</param>
/// <param name="Series">Series on which it was solved.</param>
/// <param name="NotReached">Series on which no setting kept it in the first half; where there are any, the figures below are of the others alone.</param>
/// <param name="Setting">The setting, where it is the same on all series or there is one series only; the least and the most of them else. Null where none was reached.</param>
/// <param name="First">The first halves together.</param>
/// <param name="Rest">The second halves together, which the choices did not see.</param>
internal sealed record SolvedLimit(string Policy, double LimitPercent, int Series, int NotReached, string? Setting, TrialPart First, TrialPart Rest)
{
    /// <summary>Adds the series up, policy by policy, limits falling.</summary>
    public static IReadOnlyList<SolvedLimit> Of(IReadOnlyList<LimitChoice> choices) =>
    [
        .. choices.GroupBy(c => (c.Policy, c.LimitPercent)).Select(group => new SolvedLimit(
            group.Key.Policy, group.Key.LimitPercent, group.Count(), group.Count(c => c.Setting is null), Settings([.. group]),
            Sum(group.Select(c => c.First)), Sum(group.Select(c => c.Rest)))),
    ];

    private static string? Settings(IReadOnlyList<LimitChoice> choices)
    {
        var known = choices.Where(c => c.Setting is not null).OrderBy(c => c.Price).Select(c => c.Setting!).Distinct().ToList();
        return known.Count switch { 0 => null, 1 => known[0], _ => $"{known[0]} … {known[^1]}" };
    }

    private static TrialPart Sum(IEnumerable<TrialPart?> parts) => parts.Aggregate(default(TrialPart), (sum, part) => sum + (part ?? default));
}
