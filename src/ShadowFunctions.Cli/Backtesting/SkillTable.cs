using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>How good the forecasts of a series turned out, per distance.</summary>
internal static class SkillTable
{
    /// <summary>The table, folded; nothing where no forecast was scored.</summary>
    public static string Html(IReadOnlyList<ForecastSkill> skill) => skill.Count == 0 ? "" : Reports.Html.Details(
        "How good the forecasts were",
        "the last days count most; saturated minutes and gaps are not scored",
        Reports.Html.Table(
            ["minutes ahead", "error ÷ persistence's", "loss of all levels ÷ persistence's", .. skill[0].Levels.Select(l => Reports.Html.Number(100 * l, "0.#") + " % covered %"), "scored"],
            skill.Select(s => (IReadOnlyList<string>)
            [
                Reports.Html.Number(s.MinutesAhead, "0"), Ratio(s.ErrorRatio), Ratio(s.LossRatio),
                .. s.Coverage.Select(c => Reports.Html.Number(100 * c, "0.0")),
                Reports.Html.Number(s.Count, "#,0"),
            ])),
        false);

    private static string Ratio(double? ratio) => ratio is { } value ? Reports.Html.Number(value, "0.000") : "–";
}
