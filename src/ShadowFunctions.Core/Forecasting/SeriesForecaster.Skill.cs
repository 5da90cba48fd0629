using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <content>How good its forecasts have been, as it is told.</content>
public sealed partial class SeriesForecaster
{
    private const int SkillDigits = 4;

    private ForecastSkill[] Skill() =>
    [
        .. Enumerable.Range(0, _horizons.Count).Where(b => _skill.Count(b) >= ScoredEnough).Select(b => new ForecastSkill
        {
            MinutesAhead = _horizons[b] * StepGrid.StepMinutes,
            Count = _skill.Count(b),
            ErrorRatio = Rounded(_skill.ErrorRatio(b)),
            LossRatio = Rounded(SkillRatio(b)),
            Levels = _levels,
            Coverage = [.. _levels.Select((_, i) => Math.Round(_skill.Coverage(b, i), SkillDigits))],
        }),
    ];

    private static double? Rounded(double? ratio) => ratio is { } value ? Math.Round(value, SkillDigits) : null;
}
