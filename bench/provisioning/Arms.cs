using System.Globalization;
using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Bench.Provisioning;

/// <summary>What is scored: every policy of the back-test, the reactive families on a grid of settings, those that take a limit at several.</summary>
internal static class Arms
{
    /// <summary>The clairvoyant that is never short, which all costs are divided by.</summary>
    public static Arm NeverShort { get; } = Limited("optimum", 0);

    private static readonly string[] Ours = ["predictive", "predictive-no-shadow", "true-future"];
    private static readonly string[] Naive = ["persistence", "seasonal-naive"];
    private static readonly string[] Fixed = ["static-peak", "static-p95"];
    private static readonly string[] Published = ["threshold-70-30", "azure-sample", "target-tracking", "atlas-reactive"];
    private static readonly double[] Margins = [0, 20, 50, 100];
    private static readonly Grid FullGrid = new()
    {
        Targets = [30, 40, 50, 60, 70, 80, 90, 97],
        TargetWindows = [5, 15, 60, 180, 720, 1440, 4320],
        Ups = [40, 50, 60, 70, 80, 90],
        DownShares = [0.15, 0.3, 0.45, 0.6, 0.75],
        Windows = [1, 5, 15],
        Cooldowns = [0, 10, 60],
    };

    private static readonly Grid SmallGrid = new() { Targets = [60, 80], TargetWindows = [15], Ups = [70], DownShares = [0.45], Windows = [5], Cooldowns = [10] };

    /// <summary>The clairvoyants, one per limit.</summary>
    public static IReadOnlyList<Arm> Optima(IReadOnlyList<double> limits) => [NeverShort, .. limits.Select(l => Limited("optimum", l))];

    /// <summary>All others.</summary>
    public static IReadOnlyList<Arm> Scored(IReadOnlyList<double> limits, bool small) =>
    [
        .. Ours.Concat(small ? [] : Naive).SelectMany(p => limits.Select(l => Limited(p, l))),
        .. Fixed.Select(Known),
        .. Published.Select(p => Known(p) with { IsReactive = true }),
        .. Margins.Select(HourOfWeek),
        .. Targets(small),
        .. Thresholds(small),
    ];

    private static Arm Limited(string policy, double limit)
    {
        var known = PolicyCatalog.All.Single(p => p.Name == policy);
        var setting = limit == 0 ? "never short" : string.Create(CultureInfo.InvariantCulture, $"limit {100 * limit:0.##} %");
        return new Arm(policy, setting, known with
        {
            Create = c => known.Create(c with { ShortLimit = limit, Settings = ShortTime.Limit(c.Settings, limit) }),
        }, limit);
    }

    private static Arm Known(string policy) => new(policy, "as published", PolicyCatalog.All.Single(p => p.Name == policy));

    private static Arm HourOfWeek(double margin) =>
        Of("hour-of-week", $"margin {margin:0} %", c => new HourOfWeekPolicy(c.InitialSize, new HourOfWeekSettings(margin)));

    private static IEnumerable<Arm> Targets(bool small) =>
        from target in small ? SmallGrid.Targets : FullGrid.Targets
        from window in small ? SmallGrid.TargetWindows : FullGrid.TargetWindows
        select Of("target-tracking tuned", $"{target:0} %, {window} min", c => new TargetTrackingPolicy(c.InitialSize, new TargetTrackingSettings(target, window))) with
        {
            IsReactive = true,
        };

    private static IEnumerable<Arm> Thresholds(bool small) => Thresholds(small ? SmallGrid : FullGrid);

    private static IEnumerable<Arm> Thresholds(Grid grid) =>
        from up in grid.Ups
        from down in grid.DownShares
        from window in grid.Windows
        from cooldown in grid.Cooldowns
        select Of("threshold tuned", $"{up:0}/{up * down:0} %, {window} min, cooldown {cooldown}", c =>
            new ReactivePolicy(c.InitialSize, new ThresholdSettings(up, up * down, window, cooldown))) with
        {
            IsReactive = true,
        };

    private static Arm Of(string family, string setting, Func<PolicyContext, Core.Simulation.IScalingPolicy> create) =>
        new(family, setting, new PolicyDefinition(family, setting, create));
}
