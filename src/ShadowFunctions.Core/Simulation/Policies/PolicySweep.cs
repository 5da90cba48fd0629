namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>
/// Policies at several settings of their one main knob: a curve of cost against short time tells more than a point.
/// </summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Setting">The setting, for people.</param>
/// <param name="Definition">The policy at that setting; its name is unique in the sweep.</param>
public sealed record PolicySweep(string Policy, string Setting, PolicyDefinition Definition)
{
    /// <summary>Limits on short time of the frontiers, shares.</summary>
    public static IReadOnlyList<double> Limits { get; } = [0.02, 0.01, 0.005, 0.002, 0.001];

    /// <summary>Every policy of the catalog that has a knob, in order of the knob.</summary>
    public static IReadOnlyList<PolicySweep> All { get; } =
    [
        .. Limits.Select(limit => Limited("predictive", limit)),
        .. Limits.Prepend(0.05).Append(0).Select(limit => Limited("optimum", limit)),
        .. new[] { 0.9, 0.95, 0.98, 0.99, 0.995, 1.0 }.Select(share => Of("static-p95", $"{100 * share:0.#} % of the minutes", c =>
            StaticPolicy.ForShare(share, c.Trace, c.ScoredFrom, c.To, c.Ladder, c.Profile, "static-p95"))),
        .. new[] { 85.0, 70, 60, 50, 40 }.Select(up => Of("threshold-70-30", $"{up:0}/{up * 3 / 7:0} %", c =>
            new ReactivePolicy(c.InitialSize, new ThresholdSettings(up, up * 3 / 7)))),
        .. new[] { 90.0, 80, 70, 60, 50, 40 }.Select(target => Of("target-tracking", $"{target:0} %", c =>
            new TargetTrackingPolicy(c.InitialSize, new TargetTrackingSettings(target)))),
        .. new[] { 0.0, 20, 50, 100, 200 }.Select(margin => Of("hour-of-week", $"{margin:0} % margin", c =>
            new HourOfWeekPolicy(c.InitialSize, new HourOfWeekSettings(margin)))),
    ];

    private static PolicySweep Limited(string policy, double limit)
    {
        var known = PolicyCatalog.All.Single(p => p.Name == policy);
        return new PolicySweep(policy, $"at most {100 * limit:0.##} % short", known with
        {
            Name = $"{policy} {limit}",
            Create = c => known.Create(c with { ShortLimit = limit, Settings = ShortTime.Limit(c.Settings, limit) }),
        });
    }

    private static PolicySweep Of(string policy, string setting, Func<PolicyContext, IScalingPolicy> create) =>
        new(policy, setting, new PolicyDefinition($"{policy} {setting}", setting, create));
}
