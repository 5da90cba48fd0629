namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// The distances at which forecasts are scored, in steps. Errors, weights and quantiles are kept per distance; a distance between
/// two of them takes the farther one's weights and interpolates the quantiles. Far distances are scored once an hour only: neighbouring
/// forecasts of half a day ahead say nearly the same, and each one waiting for its step costs state.
/// </summary>
internal sealed class Horizons
{
    /// <summary>Five minutes to a day; regressions up to two hours.</summary>
    public static Horizons Full { get; } = new([1, 2, 3, 4, 6, 8, 12, 18, 24, 48, 96, 288], 9);

    /// <summary>Fewer distances and no regressions: for resources that seldom bind.</summary>
    public static Horizons Light { get; } = new([1, 3, 6, 12, 24, 96], 0);

    private const int LongestScoredEveryStep = 24;
    private const int FarStride = 12;
    private readonly int[] _steps;

    private Horizons(int[] steps, int regressions)
    {
        _steps = steps;
        Regressions = regressions;
    }

    public int Count => _steps.Length;

    /// <summary>The first so many distances carry regressions.</summary>
    public int Regressions { get; }

    public int LongestRegression => Regressions == 0 ? 0 : _steps[Regressions - 1];

    public int this[int bucket] => _steps[bucket];

    /// <summary>Forecasts at this distance that wait for their step at a time.</summary>
    public int Waiting(int bucket) => _steps[bucket] / Stride(bucket);

    /// <summary>Forecasts at this distance that are scored in a day.</summary>
    public int ScoredPerDay(int bucket) => StepGrid.StepsPerDay / Stride(bucket);

    /// <summary>Whether a step is scored at this distance.</summary>
    public bool IsScored(int bucket, long step) => step % Stride(bucket) == 0;

    /// <summary>Place of a scored step among the waiting ones; the step a whole distance earlier has the same.</summary>
    public int Place(int bucket, long step)
    {
        var waiting = Waiting(bucket);
        var place = (int)(step / Stride(bucket) % waiting);
        return place < 0 ? place + waiting : place;
    }

    /// <summary>The nearest distance at or beyond <paramref name="step"/>; the last one when there is none.</summary>
    public int Bucket(int step)
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            if (_steps[i] >= step)
            {
                return i;
            }
        }

        return _steps.Length - 1;
    }

    /// <summary>How far <paramref name="step"/> lies from the distance before its bucket (0) to its bucket (1).</summary>
    public double Position(int step, int bucket)
    {
        var before = bucket == 0 ? 0 : _steps[bucket - 1];
        return Math.Clamp((step - before) / (double)(_steps[bucket] - before), 0, 1);
    }

    private int Stride(int bucket) => _steps[bucket] > LongestScoredEveryStep ? FarStride : 1;
}
