using System.Globalization;

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

    /// <summary>Prices of a vCore-hour not served among which a limit is searched.</summary>
    public static IReadOnlyList<double> Prices { get; } = [0.3, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000];

    /// <summary>The price of a vCore-hour not served, where that is the knob; null where it is not.</summary>
    public double? Price { get; init; }

    /// <summary>What a search for a limit may choose from: a policy that plans at every price, a rule at its settings; nothing where all settings know the future.</summary>
    public static IReadOnlyList<PolicySweep> Candidates(string policy) => policy switch
    {
        "predictive" or "predictive-no-shadow" => [.. Prices.Select(price => Priced(policy, price))],
        "threshold-70-30" or "target-tracking" or "hour-of-week" => [.. All.Where(s => s.Policy == policy)],
        _ => [],
    };

    private static PolicySweep Priced(string policy, double price)
    {
        var known = PolicyCatalog.All.Single(p => p.Name == policy);
        return new PolicySweep(policy, string.Create(CultureInfo.InvariantCulture, $"${price:#,0.##} per vCore-hour"), known with
        {
            Name = FormattableString.Invariant($"{policy} ${price}"),
            Create = c => known.Create(c with { Settings = ShortTime.Price(c.Settings, price) }),
        })
        { Price = price };
    }

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
