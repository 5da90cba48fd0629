using System.Globalization;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>
/// The product's own decisions (planner, guardrails) as a policy of the simulator, every five minutes, on forecasts of a given predictor.
/// Where a shadow is at hand, a saturated minute counts with the demand the shadow tells.
/// </summary>
/// <param name="name">Name for reports.</param>
/// <param name="initialSize">Size the store starts at.</param>
/// <param name="settings">The owner's settings.</param>
/// <param name="predictor">Where forecasts come from.</param>
public sealed class PlanningPolicy(string name, string initialSize, PreAllocationSettings settings, IDemandPredictor predictor) : IScalingPolicy
{
    internal const string StoreId = "simulated";
    private const int RecentMinutes = 60;
    private const int RememberedOperations = 40;

    private readonly Store _store = new()
    {
        Id = StoreId,
        ResourceId = StoreId,
        Region = StoreId,
        Mode = StoreMode.Automatic,
        Configuration = new ShadowConfiguration { PreAllocation = settings },
    };

    private readonly List<UsageSample> _recent = new(2 * RecentMinutes);
    private readonly List<ScaleOperation> _operations = [];
    private SizeInForce? _size;
    private PlanMemory? _memory;
    private int _read;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public string InitialSize { get; } = initialSize;

    /// <summary>The last prediction made; null before the first.</summary>
    public ResourcePrediction? Prediction { get; private set; }

    /// <inheritdoc/>
    public string? Decide(PolicyObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        if (observation.Now.Minute % StepGrid.StepMinutes != 0)
        {
            return null;
        }

        Learn(observation.Minutes);
        Complete(observation.LastOperation);
        var result = Decider.Decide(Input(observation));
        (_size, _memory) = (result.Size, result.Memory);
        if (result.ScaleTo is { } to)
        {
            // Lead times are learned from the last thirty; more would only be carried along.
            if (_operations.Count == RememberedOperations)
            {
                _operations.RemoveAt(0);
            }

            _operations.Add(new ScaleOperation
            {
                Id = result.Decision.Id,
                StoreId = StoreId,
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

    internal static string CycleId(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture);

    internal static ResourcePrediction CpuPrediction(
        DateTimeOffset now, double leadTimeMinutes, DateTimeOffset origin, double[] levels, double[][] values, string method) => new()
        {
            StoreId = StoreId,
            CycleId = CycleId(now),
            CreatedAt = now,
            ObservedUntil = origin,
            LeadTimeMinutes = leadTimeMinutes,
            Resources =
            [
                new PredictedResource(
                    new DemandForecast
                    {
                        Resource = ResourceKind.CpuVCores,
                        Origin = origin,
                        StepMinutes = StepGrid.StepMinutes,
                        Levels = levels,
                        Values = values,
                        Method = method,
                    },
                    PredictionSource.History),
            ],
        };

    private void Learn(IReadOnlyList<ObservedMinute> minutes)
    {
        var learned = new List<UsageSample>(minutes.Count - _read);
        for (; _read < minutes.Count; _read++)
        {
            var minute = minutes[_read];
            if (minute.Missing)
            {
                continue;
            }

            var sample = Sample(minute, minute.UsedVCores, minute.Saturated);

            // Where the demand itself is seen, the platform's own figures still end at what the size has, and say that it was full.
            _recent.Add(minute.UsedVCores > minute.CapacityVCores ? Sample(minute, minute.CapacityVCores, true) : sample);

            // A figure of the shadow below what was served is refuted by what was served.
            learned.Add(minute is { Saturated: true, RehearsedVCores: { } told } && told > minute.UsedVCores ? Sample(minute, told, false) : sample);
        }

        if (_recent.Count > RecentMinutes)
        {
            _recent.RemoveRange(0, _recent.Count - RecentMinutes);
        }

        predictor.Observe(learned);
    }

    /// <summary>Being asked means that nothing is in flight: the last operation has ended.</summary>
    private void Complete(SizeSwitch? ended)
    {
        if (ended is not null && _operations is [.., { Status: ScaleOperationStatus.InProgress } last])
        {
            _operations[^1] = last with
            {
                Status = ended.Failed ? ScaleOperationStatus.Failed : ScaleOperationStatus.Verified,
                ReadyAt = ended.Failed ? null : ended.SwitchAt,
            };
        }
    }

    private DecisionInput Input(PolicyObservation observation)
    {
        Prediction = predictor.Predict(observation.Now, LeadTimes.Estimate(_operations, settings).Minutes, settings.HorizonMinutes);
        return new DecisionInput
        {
            Store = _store,
            Now = observation.Now,
            CycleId = CycleId(observation.Now),
            Capacity = new CapacityState(observation.Size, observation.Size, false),
            RecentSamples = _recent,
            Operations = _operations,
            PreviousSize = _size,
            Memory = _memory,
            Ladder = observation.Ladder,
            Prediction = Prediction,
        };
    }

    private static UsageSample Sample(ObservedMinute minute, double vCores, bool saturated) =>
        new(minute.Minute, new ResourceAmounts { CpuVCores = vCores }, saturated, minute.Size);
}
