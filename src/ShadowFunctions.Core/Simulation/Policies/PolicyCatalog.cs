namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>The policies of a back-test.</summary>
public static class PolicyCatalog
{
    /// <summary>All, ours first.</summary>
    public static IReadOnlyList<PolicyDefinition> All { get; } =
    [
        new("predictive", "ours: forecast ensemble, planner, and a shadow that tells the demand of saturated minutes",
            c => new PlanningPolicy("predictive", c.InitialSize, c.Settings, new EnsemblePredictor())) { HasShadow = true },
        new("predictive-no-shadow", "the same without a shadow: saturated minutes are censored",
            c => new PlanningPolicy("predictive-no-shadow", c.InitialSize, c.Settings, new EnsemblePredictor())),
        new("true-future", "our planner with perfect forecasts: what better forecasting could still gain (knows the future)",
            c => new PlanningPolicy("true-future", c.InitialSize, c.Settings, new PerfectPredictor(c.Trace))),
        new("optimum", "the cheapest sizes anyone could have chosen at the limit, same latencies and bill (knows the future)",
            OptimumPolicy.Create) { World = OptimumPolicy.WorldOf },
        new("static-peak", "one size for the highest minute (knows the future)",
            c => StaticPolicy.ForShare(1, c.Trace, c.ScoredFrom, c.To, c.Ladder, c.Profile, "static-peak")),
        new("static-p95", "one size for 95 % of the minutes (knows the future)",
            c => StaticPolicy.ForShare(0.95, c.Trace, c.ScoredFrom, c.To, c.Ladder, c.Profile, "static-p95")),
        new("threshold-70-30", "one size up above 70 % of five minutes, one down below 30 %, ten minutes of cooldown",
            c => new ReactivePolicy(c.InitialSize)),
        new("azure-sample", "the published Azure SQL sample: one size up above 70 %, one down below 20 %, no cooldown",
            c => new ReactivePolicy(c.InitialSize, ThresholdSettings.AzureSample, "azure-sample")),
        new("target-tracking", "straight to the size at which use is 70 %, down after five minutes",
            c => new TargetTrackingPolicy(c.InitialSize)),
        new("atlas-reactive", "as MongoDB Atlas documents: 90 % of 10 min or 75 % of 1 h up; below 45 % for 4 h down, once a day",
            c => new AtlasPolicy(c.InitialSize)),
        new("hour-of-week", "a schedule by hour of week from the weeks before, 20 % margin",
            c => new HourOfWeekPolicy(c.InitialSize)),
        new("persistence", "our planner on the forecast that the last five minutes go on",
            c => new PlanningPolicy("persistence", c.InitialSize, c.Settings, new NaivePredictor(seasonal: false))),
        new("seasonal-naive", "our planner on the forecast that yesterday comes again",
            c => new PlanningPolicy("seasonal-naive", c.InitialSize, c.Settings, new NaivePredictor(seasonal: true))),
    ];

    /// <summary>The policies of those names in the catalog's order; <c>all</c> stands for all.</summary>
    /// <exception cref="ArgumentException">A name is unknown; the message lists those there are.</exception>
    public static IReadOnlyList<PolicyDefinition> Find(IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names)
        {
            if (name != "all" && All.All(p => p.Name != name))
            {
                throw new ArgumentException($"'{name}' is not a policy; give 'all' or some of {string.Join(", ", All.Select(p => p.Name))}.", nameof(names));
            }
        }

        return names.Contains("all") ? All : [.. All.Where(p => names.Contains(p.Name))];
    }
}
