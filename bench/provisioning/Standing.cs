namespace ShadowFunctions.Bench.Provisioning;

/// <summary>One configuration over many series; every figure is the mean over the series, so that no long one decides alone.</summary>
/// <param name="Arm">The configuration.</param>
/// <param name="ToNeverShort">Cost ÷ the cost of the clairvoyant that is never short.</param>
/// <param name="ToLimited">Cost ÷ the cost of the clairvoyants that may be short, one per limit.</param>
/// <param name="ShortPercent">Minutes short, percent.</param>
/// <param name="PooledShortPercent">The same of all minutes of all series together.</param>
/// <param name="UnservedPercent">Demand above capacity, percent.</param>
/// <param name="OperationsPerDay">Resizes a day.</param>
/// <param name="At50">Objective ÷ the never-short clairvoyant's at a penalty of 50.</param>
/// <param name="At200">The same at 200.</param>
internal sealed record Standing(
    Arm Arm,
    double ToNeverShort,
    IReadOnlyList<double> ToLimited,
    double ShortPercent,
    double PooledShortPercent,
    double UnservedPercent,
    double OperationsPerDay,
    double At50,
    double At200)
{
    /// <summary>The standing of one configuration, given by its bills.</summary>
    public static Standing Of(Arm arm, IReadOnlyList<Outcome> outcomes, Func<Outcome, Bill> bill) => new(
        arm,
        outcomes.Average(o => bill(o).Cost / o.Optima[0].Cost),
        [.. Enumerable.Range(1, outcomes[0].Optima.Count - 1).Select(l => outcomes.Average(o => bill(o).Cost / o.Optima[l].Cost))],
        100 * outcomes.Average(o => bill(o).ShortShare),
        100 * outcomes.Sum(o => bill(o).ShortShare * bill(o).Minutes) / outcomes.Sum(o => bill(o).Minutes),
        100 * outcomes.Average(o => bill(o).UnservedShare),
        outcomes.Average(o => bill(o).OperationsPerDay),
        outcomes.Average(o => bill(o).Objective(50) / o.Optima[0].Objective(50)),
        outcomes.Average(o => bill(o).Objective(200) / o.Optima[0].Objective(200)));

    /// <summary>The cheapest of some that is short at most that share of time on the mean; null when none is.</summary>
    public static Standing? Best(IEnumerable<Standing> some, double limit) =>
        some.Where(s => s.ShortPercent <= 100 * limit).MinBy(s => s.ToNeverShort);
}
