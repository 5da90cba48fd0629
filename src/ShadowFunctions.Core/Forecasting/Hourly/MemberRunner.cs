namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>Lets every member that a history is long enough for forecast from all origins. Keeps its work space; not safe for concurrent use.</summary>
internal sealed class MemberRunner(HourlySettings settings)
{
    private readonly LagRegression _regression = new(settings.LagHours, settings.Shrinkage);
    private readonly SmoothingGrid _smoothing = new();
    private readonly double[] _scaled = new double[HourlyHistory.LongestHours];
    private readonly double[] _extended = new double[HourlyHistory.LongestHours + HourlyForecaster.LongestHorizonHours];

    public HourlySettings Settings { get; } = settings;

    public void Run(double[] history, ForecastTable table, HourlyPrior prior)
    {
        for (var log = 0; log < 2; log++)
        {
            if (HourlyScale.TryCreate(history, log == 1, Settings.LogOffset, _scaled) is { } scale)
            {
                Run(_scaled.AsSpan(0, history.Length), scale, table, prior, log == 1);
            }
        }

        SeasonalMembers.Run(history, table);
    }

    private void Run(ReadOnlySpan<double> newestFirst, HourlyScale scale, ForecastTable table, HourlyPrior prior, bool logarithmic)
    {
        var suffix = logarithmic ? " in logarithms" : "";
        var back = ForecastTable.HoursBack(table.Folds);
        if (newestFirst.Length - back >= SmoothingGrid.FewestHours)
        {
            var member = table.Add("double-seasonal smoothing" + suffix);
            _smoothing.Run(newestFirst, table, member, Settings.SmoothingSharpness);
            Restore(table, member, scale);
        }

        var lengths = _regression.Lengths(newestFirst.Length - back);
        if (lengths == 0)
        {
            return;
        }

        int[] members = [.. Settings.LagHours.Take(lengths).Select(p => table.Add($"regression on {p} hours{suffix}"))];
        var gram = _regression.Fit(newestFirst[back..], lengths);
        for (var origin = 1; origin <= table.Folds; origin++)
        {
            Regress(gram, newestFirst[ForecastTable.HoursBack(origin)..], scale, table, members, origin, prior.Of(logarithmic, folds: true));
        }

        gram = _regression.Fit(newestFirst, lengths);
        Regress(gram, newestFirst, scale, table, members, 0, prior.Of(logarithmic, folds: false));
        foreach (var member in members)
        {
            Restore(table, member, scale);
        }
    }

    private void Regress(
        LagGram gram, ReadOnlySpan<double> newestFirst, HourlyScale scale, ForecastTable table, int[] members, int origin, RegressionPrior prior)
    {
        for (var length = 0; length < members.Length; length++)
        {
            var into = table[members[length], origin];
            _regression.Forecast(gram, prior, newestFirst, length, into[..Math.Min(LagGram.Ahead, into.Length)]);
            for (var done = LagGram.Ahead; done < into.Length; done += LagGram.Ahead)
            {
                // The hours forecast so far stand before the history, newest first.
                var known = newestFirst[..Settings.LagHours[^1]];
                for (var i = 0; i < done; i++)
                {
                    _extended[i] = scale.Clamp(into[done - 1 - i]);
                }

                known.CopyTo(_extended.AsSpan(done));
                var next = into.Slice(done, Math.Min(LagGram.Ahead, into.Length - done));
                _regression.Forecast(gram, prior, _extended.AsSpan(0, done + known.Length), length, next);
            }
        }
    }

    private static void Restore(ForecastTable table, int member, HourlyScale scale)
    {
        for (var origin = 0; origin <= table.Folds; origin++)
        {
            foreach (ref var value in table[member, origin])
            {
                value = scale.Restore(value);
            }
        }
    }
}
