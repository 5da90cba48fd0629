namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// Members without parameters: the middle of the same hours of past days or weeks, as they were, or moved or scaled from the level of
/// their time to the present level.
/// </summary>
internal static class SeasonalMembers
{
    private static readonly SeasonalRule[] Rules =
    [
        new("same hour of last week", 168, 1, 0, Multiplicative: false),
        new("middle of three weeks", 168, 3, 0, Multiplicative: false),
        new("middle of four weeks", 168, 4, 0, Multiplicative: false),
        new("middle of nine weeks", 168, 9, 0, Multiplicative: false),
        new("same hour of yesterday", 24, 1, 0, Multiplicative: false),
        new("middle of three weeks moved to today's level", 168, 3, 24, Multiplicative: false),
        new("middle of three weeks scaled to today's level", 168, 3, 24, Multiplicative: true),
        new("middle of three weeks moved to this week's level", 168, 3, 168, Multiplicative: false),
        new("middle of three weeks scaled to this week's level", 168, 3, 168, Multiplicative: true),
        new("last hour", 1, 1, 0, Multiplicative: false),
        new("middle of the last day", 1, 24, 0, Multiplicative: false),
        new("middle of the last week", 1, 168, 0, Multiplicative: false),
        new("middle of seven days moved to today's level", 24, 7, 24, Multiplicative: false),
    ];

    /// <summary>Adds every member that the history before the first origin is long enough for.</summary>
    public static void Run(double[] history, ForecastTable table)
    {
        var first = history.Length - ForecastTable.HoursBack(table.Folds);
        var sums = new double[history.Length + 1];
        for (var t = 0; t < history.Length; t++)
        {
            sums[t + 1] = sums[t] + history[t];
        }

        foreach (var rule in Rules)
        {
            if (first < rule.Period || (rule.Period > 24 && first < rule.Period + 24))
            {
                continue;
            }

            var member = table.Add(rule.Name);
            for (var origin = 0; origin <= table.Folds; origin++)
            {
                Forecast(history, sums, history.Length - ForecastTable.HoursBack(origin), rule, table[member, origin]);
            }
        }
    }

    private static void Forecast(double[] history, double[] sums, int origin, SeasonalRule rule, Span<double> into)
    {
        Span<double> values = stackalloc double[rule.Count];
        var level = Level(sums, origin, rule.LevelHours);
        for (var h = 0; h < into.Length; h++)
        {
            if (h > 0 && rule.Period == 1)
            {
                into[h] = into[0];
                continue;
            }

            var count = 0;
            var periods = (h / rule.Period) + 1;
            for (var k = 0; k < rule.Count; k++)
            {
                var at = origin + h - (rule.Period * (periods + k));
                if (at < 0)
                {
                    break;
                }

                values[count++] = Adjusted(history[at], level, Level(sums, origin - (rule.Period * (periods + k)), rule.LevelHours), rule);
            }

            into[h] = count == 0 ? history[origin - 1] : Middle(values[..count]);
        }
    }

    private static double Adjusted(double value, double now, double then, SeasonalRule rule) =>
        rule.LevelHours == 0 || double.IsNaN(then) ? value
        : !rule.Multiplicative ? value + now - then
        : then * now > 0 ? value * Math.Clamp(now / then, 0.05, 20)
        : value;

    /// <summary>Mean of the hours before; NaN when there are none.</summary>
    private static double Level(double[] sums, int before, int hours)
    {
        var from = Math.Max(0, before - hours);
        return before - from >= 12 ? (sums[before] - sums[from]) / (before - from) : double.NaN;
    }

    private static double Middle(Span<double> values)
    {
        if (values.Length == 3)
        {
            return Math.Max(Math.Min(values[0], values[1]), Math.Min(Math.Max(values[0], values[1]), values[2]));
        }

        for (var i = 1; i < values.Length; i++)
        {
            var value = values[i];
            var j = i - 1;
            for (; j >= 0 && values[j] > value; j--)
            {
                values[j + 1] = values[j];
            }

            values[j + 1] = value;
        }

        var half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
    }

    private sealed record SeasonalRule(string Name, int Period, int Count, int LevelHours, bool Multiplicative);
}
