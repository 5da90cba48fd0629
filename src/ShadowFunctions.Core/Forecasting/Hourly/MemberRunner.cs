namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>Lets every member that a history is long enough for forecast from all origins. Keeps its work space; not safe for concurrent use.</summary>
internal sealed class MemberRunner(HourlySettings settings)
{
    private readonly LagRegression _regression = new(settings.LagHours);
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

        int[][] members = [.. Settings.Shrinkages.Select(s => Settings.LagHours.Take(lengths).Select(p => table.Add($"regression on {p} hours, pull {s}{suffix}")).ToArray())];
        var gram = _regression.Sum(newestFirst[back..], lengths);
        for (var s = 0; s < members.Length && table.Folds > 0; s++)
        {
            _regression.Solve(gram, Settings.Shrinkages[s]);
            for (var origin = 1; origin <= table.Folds; origin++)
            {
                Regress(gram, newestFirst[ForecastTable.HoursBack(origin)..], scale, table, members[s], origin, prior.Of(logarithmic, folds: true));
            }
        }

        gram = _regression.Sum(newestFirst, lengths);
        for (var s = 0; s < members.Length; s++)
        {
            _regression.Solve(gram, Settings.Shrinkages[s]);
            Regress(gram, newestFirst, scale, table, members[s], 0, prior.Of(logarithmic, folds: false));
            foreach (var member in members[s])
            {
                Restore(table, member, scale);
            }
        }
    }

    private void Regress(
        LagGram gram, ReadOnlySpan<double> newestFirst, HourlyScale scale, ForecastTable table, int[] members, int origin, RegressionPrior prior)
    {
        _regression.Enter(gram, newestFirst);
        for (var length = 0; length < members.Length; length++)
        {
            var into = table[members[length], origin];
            _regression.Forecast(gram, prior, length, into[..Math.Min(LagGram.Ahead, into.Length)]);
        }

        for (var length = 0; length < members.Length && table.HoursAhead(origin) > LagGram.Ahead; length++)
        {
            FeedBack(gram, newestFirst[..gram.Lags], scale, prior, length, table[members[length], origin]);
        }
    }

    /// <summary>Beyond 48 hours the hours forecast so far stand before the history.</summary>
    private void FeedBack(LagGram gram, ReadOnlySpan<double> newestFirst, HourlyScale scale, RegressionPrior prior, int length, Span<double> into)
    {
        for (var done = LagGram.Ahead; done < into.Length; done += LagGram.Ahead)
        {
            for (var i = 0; i < done; i++)
            {
                _extended[i] = scale.Clamp(into[done - 1 - i]);
            }

            newestFirst.CopyTo(_extended.AsSpan(done));
            _regression.Enter(gram, _extended.AsSpan(0, done + newestFirst.Length));
            _regression.Forecast(gram, prior, length, into.Slice(done, Math.Min(LagGram.Ahead, into.Length - done)));
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
