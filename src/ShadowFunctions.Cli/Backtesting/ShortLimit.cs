using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>The owner's limit on short time as settings of the planner.</summary>
internal static class ShortLimit
{
    /// <summary>The settings with a limit; unchanged where there is none.</summary>
    public static PreAllocationSettings Apply(PreAllocationSettings settings, double? share) =>
        share is { } limit ? settings with { RiskQuantile = Math.Clamp(1 - (2 * limit), 0.5, 0.999) } : settings;
}
