using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Core.Planning;

/// <summary>
/// The product's own decisions as a policy of the simulator, for back-tests: forecasts from the minutes it is shown and decides every five.
/// It remembers what it was shown, so use a new one for every run.
/// </summary>
/// <param name="initialSize">Size the store starts at.</param>
/// <param name="settings">The owner's settings.</param>
/// <param name="forecaster">A forecaster that has learned the time before; null begins without history.</param>
/// <param name="scenarios">Announced events; null for none.</param>
public sealed class PredictivePolicy(
    string initialSize, PreAllocationSettings settings, StoreForecaster? forecaster = null, IReadOnlyList<Scenario>? scenarios = null) : IScalingPolicy
{
    private readonly StoreForecaster _forecaster = forecaster ?? new StoreForecaster();
    private readonly IReadOnlyList<Scenario> _scenarios = scenarios ?? [];
    private readonly List<ScaleOperation> _operations = [];
    private SizeInForce? _size;

    /// <inheritdoc/>
    public string Name => "predictive";

    /// <inheritdoc/>
    public string InitialSize { get; } = initialSize;

    /// <inheritdoc/>
    public string? Decide(PolicyObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        if (observation.Now.Minute % StepGrid.StepMinutes != 0)
        {
            return null;
        }

        var samples = observation.Recent.Where(m => !m.MetricsMissing).Select(Sample).ToArray();
        _forecaster.Observe(samples, _scenarios);
        Complete(observation);
        var result = Decider.Decide(Input(observation, samples));
        _size = result.Size;
        if (result.ScaleTo is { } to)
        {
            _operations.Add(new ScaleOperation
            {
                Id = result.Decision.Id,
                StoreId = result.Decision.StoreId,
                DecisionId = result.Decision.Id,
                From = observation.Size,
                To = to,
                Status = ScaleOperationStatus.InProgress,
                IntendedAt = observation.Now,
                RequestedAt = observation.Now,
                NeededAt = result.Decision.NeededAt,
                Deadline = observation.Now.AddHours(1),
                Patches = 1,
            });
        }

        return result.ScaleTo;
    }

    /// <summary>Being asked means that nothing is in flight: the last operation has ended, and the minutes show when.</summary>
    private void Complete(PolicyObservation observation)
    {
        if (_operations is [.., { Status: ScaleOperationStatus.InProgress } last])
        {
            var ready = observation.Recent.FirstOrDefault(m => m.Minute >= last.IntendedAt && m.Size == last.To)?.Minute.AddMinutes(1);
            _operations[^1] = last with { Status = ScaleOperationStatus.Verified, ReadyAt = ready ?? observation.Now };
        }
    }

    private DecisionInput Input(PolicyObservation observation, UsageSample[] samples)
    {
        var cycle = observation.Now.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return new DecisionInput
        {
            Store = new Store
            {
                Id = "simulated",
                ResourceId = "simulated",
                Region = "simulated",
                Mode = StoreMode.Automatic,
                Configuration = new ShadowConfiguration { PreAllocation = settings },
            },
            Now = observation.Now,
            CycleId = cycle,
            Capacity = new CapacityState(observation.Size, observation.Size, false),
            RecentSamples = samples,
            Operations = _operations,
            PreviousSize = _size,
            Ladder = observation.Ladder,
            Prediction = Predictor.Predict(new PredictorInput
            {
                StoreId = "simulated",
                CycleId = cycle,
                Now = observation.Now,
                Forecaster = _forecaster,
                LeadTimeMinutes = LeadTimes.Estimate(_operations, settings).Minutes,
                HorizonMinutes = settings.HorizonMinutes,
                Scenarios = _scenarios,
            }),
        };
    }

    private static UsageSample Sample(MinuteOutcome minute) => new(
        minute.Minute, new ResourceAmounts { CpuVCores = minute.ServedVCores }, minute.IsShort || minute.BacklogVCoreMinutes > 0, minute.Size);
}
