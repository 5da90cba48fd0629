namespace ShadowFunctions.Core.Planning;

/// <summary>
/// What demand did next from where it is now, counted in sizes: how often a store that needed size i needed size j one, three and six steps
/// later. Batch jobs and stores that switch between levels are told apart by this where quantiles of a forecast cannot: they know how far demand
/// strays, not that it strays only from certain levels and to certain levels. How much it counts is learned from how well it foretold.
/// Immutable; old counts are forgotten slowly.
/// </summary>
public sealed record DemandJumps
{
    internal const int Distances = 3;
    private const float Forget = 0.998f;
    private const double PriorWeight = 2;
    private const double PriorRise = 0.1;
    private const double ScorePrecision = 4;

    // A store takes to switching and leaves it within hours, and the better model changes with it.
    private const double ScoreMemory = 0.95;
    private const int History = 7;
    private const int Unknown = -1;

    // An episode longer than this says nothing about how high it began.
    private const int LongestCensored = 24;
    private static readonly int[] Steps = [1, 3, 6];

    /// <summary>Sizes of the ladder counted on.</summary>
    public required int Sizes { get; init; }

    /// <summary>Counts, distance × from × to.</summary>
    public required float[] Counts { get; init; }

    /// <summary>Size needed in the last steps, oldest first; −1 where it is not known.</summary>
    public int[] Needs { get; init; } = [];

    /// <summary>Lower bounds of the needs of steps in which the store was saturated, not yet counted.</summary>
    public int[] Censored { get; init; } = [];

    /// <summary>Forgetting sum of this model's log losses.</summary>
    public double Loss { get; init; }

    /// <summary>Forgetting sum of the forecasts' log losses.</summary>
    public double ForecastLoss { get; init; }

    /// <summary>What was foretold three steps ago and since: this model's row, then the forecast's.</summary>
    public IReadOnlyList<float[]?> Foretold { get; init; } = [];

    /// <summary>A store of which nothing is known.</summary>
    public static DemandJumps Empty(int sizes) => new() { Sizes = sizes, Counts = new float[Distances * sizes * sizes] };

    /// <summary>Weight of this model beside the forecast, 0 to 1.</summary>
    public double Weight => Needs is [.., >= 0]
        ? Math.Clamp(1 / (1 + Math.Exp(Math.Clamp((Loss - ForecastLoss) / ScorePrecision, -20, 20))), 0.02, 0.98)
        : 0;

    /// <summary>Probability that a size is too small so many steps after the last observed one; 0 without one.</summary>
    public double[] Survival(int step)
    {
        var survival = new double[Sizes];
        if (Needs is [.., var from and >= 0])
        {
            var distance = step <= Steps[0] ? 0 : step <= Steps[1] ? 1 : 2;
            Fill(survival, distance, from);
        }

        return survival;
    }

    /// <summary>Counts one step.</summary>
    /// <param name="need">Smallest size that would have done; −1 when the step is a gap.</param>
    /// <param name="censored">True when the store was saturated, so that the need is only a lower bound.</param>
    public DemandJumps Observe(int need, bool censored)
    {
        if (need == Unknown || Censored.Length >= LongestCensored)
        {
            return this with { Needs = [], Censored = [], Foretold = [] };
        }

        if (censored)
        {
            return this with { Censored = [.. Censored, need] };
        }

        // What a saturated store needed is known when it is no longer saturated.
        var jumps = this with { Counts = [.. Counts], Censored = [] };
        foreach (var bound in Censored)
        {
            jumps = jumps.Count(Math.Max(bound, need));
        }

        return jumps.Count(need);
    }

    /// <summary>Keeps what is foretold now until it can be scored.</summary>
    /// <param name="forecast">The forecast's probability that each size is too small, three steps after the last observed one.</param>
    internal DemandJumps Foretell(ReadOnlySpan<double> forecast)
    {
        if (Needs is not [.., >= 0] || Censored.Length > 0)
        {
            return this;
        }

        var own = Survival(Steps[1]);
        var row = new float[2 * Sizes];
        for (var size = 0; size < Sizes; size++)
        {
            row[size] = (float)own[size];
            row[Sizes + size] = (float)forecast[size];
        }

        var pending = Foretold.ToArray();
        if (pending.Length > 0 && pending[^1] is null)
        {
            pending[^1] = row;
        }

        return this with { Foretold = pending };
    }

    private DemandJumps Count(int need)
    {
        int[] needs = Needs.Length < History ? [.. Needs, need] : [.. Needs[1..], need];
        for (var distance = 0; distance < Distances; distance++)
        {
            if (needs.Length > Steps[distance])
            {
                var row = Counts.AsSpan(((distance * Sizes) + needs[^(Steps[distance] + 1)]) * Sizes, Sizes);
                for (var to = 0; to < row.Length; to++)
                {
                    row[to] *= Forget;
                }

                row[need]++;
            }
        }

        var scored = Foretold.Count == Steps[1] ? Foretold[0] : null;
        return this with
        {
            Needs = needs,
            Foretold = [.. Foretold.Skip(Foretold.Count == Steps[1] ? 1 : 0), null],
            Loss = (ScoreMemory * Loss) + (scored is null ? 0 : LogLoss(scored.AsSpan(0, Sizes), need)),
            ForecastLoss = (ScoreMemory * ForecastLoss) + (scored is null ? 0 : LogLoss(scored.AsSpan(Sizes), need)),
        };
    }

    /// <summary>Counts with a prior that demand stays, or rises by sizes with halving probability.</summary>
    private void Fill(double[] survival, int distance, int from)
    {
        var row = Counts.AsSpan(((distance * Sizes) + from) * Sizes, Sizes);
        var total = PriorWeight;
        foreach (var count in row)
        {
            total += count;
        }

        double above = 0;
        for (var size = Sizes - 1; size >= 0; size--)
        {
            var prior = size < from ? 1 : PriorRise * Math.Pow(0.5, size - from);
            survival[size] = (above + (PriorWeight * prior)) / total;
            above += row[size];
        }

        survival[Sizes - 1] = 0;
    }

    private static double LogLoss(ReadOnlySpan<float> survival, int need)
    {
        double loss = 0;
        for (var size = 0; size < survival.Length - 1; size++)
        {
            var p = Math.Clamp(survival[size], 1e-3f, 1 - 1e-3f);
            loss -= Math.Log(need > size ? p : 1 - p);
        }

        return loss;
    }
}
