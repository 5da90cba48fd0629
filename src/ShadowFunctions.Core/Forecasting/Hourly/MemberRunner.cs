namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>Lets every member that a history is long enough for forecast from all origins. Keeps its work space; not safe for concurrent use.</summary>
internal sealed class MemberRunner(HourlySettings settings)
{
    private readonly LagRegression _regression = new(settings.LagHours);
    private readonly SmoothingGrid _smoothing = new();
    private readonly double[] _scaled = new double[HourlyHistory.LongestHours];
    private readonly double[] _extended = new double[HourlyHistory.LongestHours + HourlyForecaster.LongestHorizonHours];

    public HourlySettings Settings { get; } = settings;

    public void Run(double[] history, ForecastTable table)
    {
        var tame = HourlyHistory.Tame(history);
        for (var log = 0; log < 2; log++)
        {
            if (HourlyScale.TryCreate(tame, log == 1, Settings.LogOffset, _scaled) is { } scale)
            {
                Run(_scaled.AsSpan(0, history.Length), scale, table, log == 1);
            }
        }

        SeasonalMembers.Run(history, table);
    }

    private void Run(ReadOnlySpan<double> newestFirst, HourlyScale scale, ForecastTable table, bool logarithmic)
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
        if (table.Folds > 0)
        {
            var past = _regression.Fit(newestFirst[back..], lengths, Settings.Shrinkage);
            for (var origin = 1; origin <= table.Folds; origin++)
            {
                Regress(past, newestFirst[ForecastTable.HoursBack(origin)..], scale, table, members, origin);
            }
        }

        Regress(_regression.Fit(newestFirst, lengths, Settings.Shrinkage), newestFirst, scale, table, members, 0);
        foreach (var member in members)
        {
            Restore(table, member, scale);
        }
    }

    private void Regress(
        LagGram gram, ReadOnlySpan<double> newestFirst, HourlyScale scale, ForecastTable table, int[] members, int origin)
    {
        _regression.Enter(gram, newestFirst);
        for (var length = 0; length < members.Length; length++)
        {
            var into = table[members[length], origin];
            _regression.Forecast(gram, length, into[..Math.Min(LagGram.Ahead, into.Length)]);
        }

        for (var length = 0; length < members.Length && table.HoursAhead(origin) > LagGram.Ahead; length++)
        {
            FeedBack(gram, newestFirst[..gram.Lags], scale, length, table[members[length], origin]);
        }
    }

    /// <summary>Beyond 48 hours the hours forecast so far stand before the history.</summary>
    private void FeedBack(LagGram gram, ReadOnlySpan<double> newestFirst, HourlyScale scale, int length, Span<double> into)
    {
        for (var done = LagGram.Ahead; done < into.Length; done += LagGram.Ahead)
        {
            for (var i = 0; i < done; i++)
            {
                _extended[i] = scale.Clamp(into[done - 1 - i]);
            }

            newestFirst.CopyTo(_extended.AsSpan(done));
            _regression.Enter(gram, _extended.AsSpan(0, done + newestFirst.Length));
            _regression.Forecast(gram, length, into.Slice(done, Math.Min(LagGram.Ahead, into.Length - done)));
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
