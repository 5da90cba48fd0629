using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Core.Simulation;

/// <summary>Runs policies over a recorded series: the same demand, latencies, failures and bill for all. Pure in (series, policies, settings).</summary>
public static class Backtest
{
    private const double HighLevel = 0.95;
    private const double StartUtilisation = 0.7;
    private static readonly TimeSpan LongestDefaultWarmUp = TimeSpan.FromDays(5);

    /// <summary>The minutes that are scored: whole clock hours after the warm-up.</summary>
    /// <exception cref="ArgumentException">Not one whole hour is left.</exception>
    public static (DateTimeOffset From, DateTimeOffset To) Window(BacktestSeries series, BacktestSettings settings)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(settings);
        var length = series.To - series.From;
        var warmUp = settings.WarmUp ?? (length / 3 < LongestDefaultWarmUp ? length / 3 : LongestDefaultWarmUp);
        var from = Hour(series.From + warmUp + TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        var to = Hour(series.To);
        return from < to
            ? (from, to)
            : throw new ArgumentException(
                $"The series '{series.Name}' has {length.TotalHours:0.#} hours; after a warm-up of {warmUp.TotalHours:0.#} hours no whole clock hour is left to score: give a longer one or a shorter warm-up.",
                nameof(series));
    }

    /// <summary>Runs the policies.</summary>
    /// <param name="series">The series.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="settings">Settings.</param>
    /// <param name="keepMinutes">False keeps figures only: no capacities, no forecasts. For many settings over long series.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentException">The series is too short to score a single hour.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static BacktestResult Run(
        BacktestSeries series,
        IReadOnlyList<PolicyDefinition> policies,
        BacktestSettings settings,
        bool keepMinutes = true,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policies);
        var (from, to) = Window(series, settings);
        var context = new PolicyContext
        {
            Trace = series.Trace,
            ScoredFrom = from,
            To = to,
            InitialSize = InitialSize(series, settings),
            Ladder = settings.Ladder,
            Profile = settings.Profile,
            World = settings.World,
            Seed = SeededChance.SeedOf(settings.Seed, series.Name),
            Settings = settings.PreAllocation,
            ShortLimit = settings.ShortLimit,
        };
        var demand = OptimumRequest.Of(context).Demand;
        var outcomes = policies.Select(p => Run(p, series, context, settings, keepMinutes, cancellationToken)).ToArray();
        return new BacktestResult(series.Name, from, to, demand, Autocorrelation(demand), outcomes);
    }

    /// <summary>True when five-minute means of these minutes follow each other closely.</summary>
    public static bool IsSmooth(double[] minutes)
    {
        ArgumentNullException.ThrowIfNull(minutes);
        return Autocorrelation(minutes) >= BacktestResult.SmoothFrom;
    }

    private static PolicyOutcome Run(
        PolicyDefinition definition,
        BacktestSeries series,
        PolicyContext context,
        BacktestSettings settings,
        bool keepMinutes,
        CancellationToken cancellationToken)
    {
        var policy = definition.Create(context);
        var capacity = new double[keepMinutes ? (int)(context.To - context.ScoredFrom).TotalMinutes : 0];
        var bands = new List<ForecastBand>();
        ResourcePrediction? last = null;
        var result = PolicyRun.Evaluate(new PolicyRunRequest
        {
            Trace = series.Trace,
            Policy = policy,
            From = StoreWorld.FloorToMinute(series.From),
            ScoredFrom = context.ScoredFrom,
            To = context.To,
            SplitAt = settings.SplitShare is { } share ? Hour(context.ScoredFrom + (share * (context.To - context.ScoredFrom))) : null,
            Ladder = settings.Ladder,
            Seed = context.Seed,
            Profile = settings.Profile,
            World = definition.World(context),
            View = settings.ObservedDemand ? DemandView.Observed : definition.HasShadow ? DemandView.Rehearsed : DemandView.Censored,
            ShadowError = settings.ShadowError,
            CancellationToken = cancellationToken,
            Scored = !keepMinutes ? null : minute =>
            {
                capacity[(int)(minute.Minute - context.ScoredFrom).TotalMinutes] = minute.CapacityVCores;
                if (policy is PlanningPolicy { Prediction: { } prediction } && !ReferenceEquals(prediction, last))
                {
                    last = prediction;
                    AddBand(bands, prediction);
                }
            },
        });
        return new PolicyOutcome(result with { Policy = definition.Name }, capacity, bands)
        {
            Skill = (policy as PlanningPolicy)?.Prediction?[ResourceKind.CpuVCores]?.Forecast.Skill ?? [],
        };
    }

    private static void AddBand(List<ForecastBand> bands, ResourcePrediction prediction)
    {
        if (prediction[ResourceKind.CpuVCores]?.Forecast is not { } forecast)
        {
            return;
        }

        var at = prediction.CreatedAt.AddMinutes(prediction.LeadTimeMinutes);
        var step = Math.Clamp((int)((at - forecast.Origin).TotalMinutes / forecast.StepMinutes) + 1, 1, forecast.Steps);
        bands.Add(new ForecastBand(at, forecast.At(0.5, step), forecast.At(HighLevel, step)));
    }

    /// <summary>The size at which the first hour's highest minute would use 70 %: what a sensible owner has.</summary>
    private static string InitialSize(BacktestSeries series, BacktestSettings settings)
    {
        var start = StoreWorld.FloorToMinute(series.From);
        var highest = Enumerable.Range(0, 60).Max(m => series.Trace.DemandVCores(start.AddMinutes(m)));
        return (settings.Ladder.Sizes.FirstOrDefault(s => settings.Profile.CapacityVCores(s) * StartUtilisation >= highest) ?? settings.Ladder.Largest).Name;
    }

    private static double Autocorrelation(double[] demand)
    {
        var steps = demand.Chunk(StepGrid.StepMinutes).Select(c => c.Average()).ToArray();
        var mean = steps.Average();
        double product = 0, square = 0;
        for (var i = 0; i < steps.Length; i++)
        {
            square += (steps[i] - mean) * (steps[i] - mean);
            product += i == 0 ? 0 : (steps[i] - mean) * (steps[i - 1] - mean);
        }

        return square > 0 ? product / square : 1;
    }

    private static DateTimeOffset Hour(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
