using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>Whether stated quantiles still cover what they state, per distance.</summary>
public static class Calibration
{
    // Of 50 recorded loads each distance strays further than this for less than a thousandth of the time.
    private const double LeastAllowance = 0.03;
    private const double Deviations = 3;
    private const int FewestScored = StepGrid.StepsPerDay;
    private const int RememberedSteps = 2 * StepGrid.StepsPerDay;

    /// <summary>
    /// The distances at which fewer values lay at or below the quantile of <see cref="DemandForecast.WatchedLevel"/> than chance explains. Forecasts
    /// made within h steps of each other miss together, so that a share's standard deviation is √(τ (1 − τ) h ÷ 2n) with n the remembered steps; three of them are allowed,
    /// and at least three points.
    /// </summary>
    /// <param name="forecast">A forecast with its skill.</param>
    /// <param name="horizonMinutes">Farthest distance that matters, minutes.</param>
    public static IReadOnlyList<ForecastSkill> Drifted(DemandForecast forecast, double horizonMinutes)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return [.. forecast.Skill.Where(s => s.MinutesAhead <= horizonMinutes && s.Count >= FewestScored && s.CoverageAt(DemandForecast.WatchedLevel) < Least(s))];
    }

    private static double Least(ForecastSkill skill)
    {
        const double tau = DemandForecast.WatchedLevel;
        var shared = (double)skill.MinutesAhead / StepGrid.StepMinutes;
        return tau - Math.Max(LeastAllowance, Deviations * Math.Sqrt(tau * (1 - tau) * shared / (2 * RememberedSteps)));
    }
}
