using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Bench.Provisioning;

/// <summary>A world that all policies are run in. Resizes take 3 to 10 minutes, the same ones for every policy.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="PeakVCores">Highest minute of every series.</param>
/// <param name="IsObserved">True when policies see the demand itself while a store is saturated; else they see what was served.</param>
/// <param name="FailedShare">Share of resizes that are accepted and fail later.</param>
internal sealed record World(string Name, double PeakVCores, bool IsObserved, double FailedShare)
{
    /// <summary>The worlds, the one that counts first.</summary>
    public static IReadOnlyList<World> All { get; } =
    [
        new("base", 24, false, 0),
        new("observed", 24, true, 0),
        new("failing", 24, false, 0.02),
        new("peak8", 8, false, 0),
        new("peak40", 40, false, 0),
    ];

    /// <summary>The world as settings of the simulator.</summary>
    public BacktestSettings Settings(long seed)
    {
        var settings = new BacktestSettings { Seed = seed, ObservedDemand = IsObserved };
        return settings with { World = settings.World with { FailedOperationShare = FailedShare } };
    }

    /// <summary>The world in words.</summary>
    public string Description => FormattableString.Invariant(
        $"{(IsObserved ? "observed" : "censored")} demand, peak {PeakVCores:0} vCores, resizes 3 to 10 min, {100 * FailedShare:0.#} % of them fail");
}
