namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// Weights of the members per hour ahead from their errors at the past origins: loss = √(symmetric relative error × absolute error), each
/// summed over the origins with neighbouring hours fading in; weight ∝ loss^−sharpness.
/// </summary>
internal sealed class MemberWeights
{
    private readonly double[][] _weights;

    public MemberWeights(ForecastTable table, double[] history, HourlySettings settings)
    {
        _weights = [.. Enumerable.Range(0, table.Members).Select(m => Losses(table, m, history, settings.WeightReachHours))];
        for (var h = 0; h < LagGram.Ahead; h++)
        {
            var best = double.MaxValue;
            foreach (var losses in _weights)
            {
                best = Math.Min(best, losses[h]);
            }

            Normalize(h, best, settings.WeightSharpness);
        }
    }

    /// <summary>The member that weighs most.</summary>
    public int Heaviest => Enumerable.Range(0, _weights.Length).MaxBy(m => _weights[m].Sum());

    /// <summary>Combines what the members say from an origin.</summary>
    public void Combine(ForecastTable table, int origin, Span<double> into)
    {
        into.Clear();
        for (var m = 0; m < _weights.Length; m++)
        {
            var said = table[m, origin];
            for (var h = 0; h < into.Length; h++)
            {
                into[h] += _weights[m][Position(h)] * said[h];
            }
        }
    }

    /// <summary>Hours beyond the second day are like those of the second day.</summary>
    public static int Position(int hour) => hour < LagGram.Ahead ? hour : LagGram.Ahead - 24 + (hour % 24);

    /// <summary>Sums that neighbouring hours enter with exp(−distance/reach).</summary>
    public static void Smooth(Span<double> values, double reachHours)
    {
        var keep = Math.Exp(-1 / reachHours);
        Span<double> later = stackalloc double[values.Length];
        double sum = 0;
        for (var h = values.Length - 1; h >= 0; h--)
        {
            later[h] = sum;
            sum = keep * (sum + values[h]);
        }

        sum = 0;
        for (var h = 0; h < values.Length; h++)
        {
            sum = (keep * sum) + values[h];
            values[h] = sum + later[h];
        }
    }

    private void Normalize(int h, double best, double sharpness)
    {
        double sum = 0;
        foreach (var weights in _weights)
        {
            // A loss of zero (a constant series) must not divide by zero; equal losses of zero weigh the same.
            weights[h] = Math.Pow((best + double.Epsilon) / (weights[h] + double.Epsilon), sharpness);
            sum += weights[h];
        }

        foreach (var weights in _weights)
        {
            weights[h] /= sum;
        }
    }

    private static double[] Losses(ForecastTable table, int member, double[] history, double reachHours)
    {
        var losses = new double[LagGram.Ahead];
        Span<double> relative = stackalloc double[LagGram.Ahead];
        relative.Clear();
        for (var origin = 1; origin <= table.Folds; origin++)
        {
            var said = table[member, origin];
            var actual = history.AsSpan(history.Length - ForecastTable.HoursBack(origin), LagGram.Ahead);
            for (var h = 0; h < LagGram.Ahead; h++)
            {
                var error = Math.Abs(actual[h] - said[h]);
                var size = Math.Abs(actual[h]) + Math.Abs(said[h]);
                losses[h] += error;
                relative[h] += size > 0 ? error / size : 0;
            }
        }

        Smooth(losses, reachHours);
        Smooth(relative, reachHours);
        for (var h = 0; h < LagGram.Ahead; h++)
        {
            losses[h] = Math.Sqrt(losses[h] * relative[h]);
        }

        return losses;
    }
}
