namespace ShadowFunctions.Core.Model;

/// <summary>Quantiles of one resource's demand over the horizon, in absolute units.</summary>
public sealed record DemandForecast
{
    /// <summary>The level whose coverage is watched.</summary>
    public const double WatchedLevel = 0.95;

    /// <summary>The resource.</summary>
    public required ResourceKind Resource { get; init; }

    /// <summary>End of the last observed interval: step 1 covers [Origin, Origin + StepMinutes).</summary>
    public required DateTimeOffset Origin { get; init; }

    /// <summary>Length of a step in minutes.</summary>
    public required int StepMinutes { get; init; }

    /// <summary>Quantile levels, ascending, each in (0, 1).</summary>
    public required double[] Levels { get; init; }

    /// <summary>Values: one array per level, one value per step; non-decreasing in the level.</summary>
    public required double[][] Values { get; init; }

    /// <summary>Name of the forecaster that won at the lead time.</summary>
    public required string Method { get; init; }

    /// <summary>True when nothing beat persistence at the lead time: the reactive net leads.</summary>
    public bool Abstained { get; init; }

    /// <summary>Recent pinball loss ÷ that of persistence at the lead time; below 1 is better than persistence. Null at start-up.</summary>
    public double? SkillRatio { get; init; }

    /// <summary>Share of the last two days' values that lay at or below their quantile of <see cref="WatchedLevel"/> at the lead time; null at start-up.</summary>
    public double? RecentCoverage { get; init; }

    /// <summary>How good forecasts have turned out per distance, nearest first; distances with too few scored ones are left out.</summary>
    public IReadOnlyList<ForecastSkill> Skill { get; init; } = [];

    /// <summary>Number of steps.</summary>
    public int Steps => Values.Length == 0 ? 0 : Values[0].Length;

    /// <summary>The skill at the nearest distance at or beyond so many minutes, else at the farthest; null while too few forecasts were scored.</summary>
    public ForecastSkill? SkillAt(double minutesAhead) => Skill.FirstOrDefault(s => s.MinutesAhead >= minutesAhead) ?? (Skill is [.., var last] ? last : null);

    /// <summary>The highest value of a level over the horizon; there is at least one step.</summary>
    public double Highest(double level) => Enumerable.Range(1, Steps).Max(step => At(level, step));

    /// <summary>The value at a level and step (1-based); levels between two stored ones are interpolated, outside ones clamp.</summary>
    public double At(double level, int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, Steps);
        var upper = Array.FindIndex(Levels, l => l >= level);
        if (upper == 0)
        {
            return Values[0][step - 1];
        }

        if (upper < 0)
        {
            return Values[^1][step - 1];
        }

        var weight = (level - Levels[upper - 1]) / (Levels[upper] - Levels[upper - 1]);
        return Values[upper - 1][step - 1] + (weight * (Values[upper][step - 1] - Values[upper - 1][step - 1]));
    }
}
