using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>What one policy achieved on one series.</summary>
/// <param name="Result">Totals and operations.</param>
/// <param name="CapacityVCores">What the size in force can do in every scored minute, vCores; empty where only figures were kept.</param>
/// <param name="Bands">What it forecast at the lead time, every five minutes it was asked; empty where it does not forecast.</param>
public sealed record PolicyOutcome(PolicyResult Result, double[] CapacityVCores, IReadOnlyList<ForecastBand> Bands)
{
    /// <summary>How good its CPU forecasts turned out per distance, the warm-up included; empty where it does not keep that.</summary>
    public IReadOnlyList<ForecastSkill> Skill { get; init; } = [];

    /// <summary>Name of the policy.</summary>
    public string Name => Result.Policy;

    /// <summary>Cost, price list's currency.</summary>
    public double Cost => Result.Cost;

    /// <summary>Minutes short as a share of all, 0 to 1.</summary>
    public double ShortShare => (double)Result.MinutesShort / Math.Max(1, Result.Account.Minutes);

    /// <summary>Demand not served as a share of all, 0 to 1.</summary>
    public double UnservedShare => Result.Account.ArrivedVCoreMinutes > 0 ? Result.UnservedVCoreHours * 60 / Result.Account.ArrivedVCoreMinutes : 0;

    /// <summary>Resizes a day.</summary>
    public double OperationsPerDay => Result.Operations.Count * 1440.0 / Math.Max(1, Result.Account.Minutes);
}
