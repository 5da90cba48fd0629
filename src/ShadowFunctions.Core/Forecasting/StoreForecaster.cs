using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Forecasts every resource of one store from its minutes: CPU with the full ensemble, stored bytes as a trend, all others with the light
/// ensemble. Demand inside an announced event is divided by the event's expected effect before it is learned, so that
/// events neither pollute the typical day nor count twice when <see cref="ScenarioOverlay"/> multiplies them in again.
/// Not safe for concurrent use.
/// </summary>
public sealed class StoreForecaster : ILearned<StoreForecaster>
{
    private const int StateVersion = 1;
    private static readonly ResourceKind[] Kinds = Enum.GetValues<ResourceKind>();
    private readonly StepAggregator[] _aggregators = [.. Kinds.Select(_ => new StepAggregator())];
    private readonly SeriesForecaster?[] _series = new SeriesForecaster?[Kinds.Length];
    private readonly TrendForecaster _storage = new();

    /// <summary>Steps of CPU observed; gaps do not count.</summary>
    public int ObservedSteps => Of(ResourceKind.CpuVCores)?.ObservedSteps ?? 0;

    /// <summary>End of the last complete step of CPU, UTC; null before the first.</summary>
    public DateTimeOffset? ObservedUntil => Of(ResourceKind.CpuVCores)?.ObservedUntil;

    /// <summary>Learns minutes in time order. Minutes taken before are ignored, so samples may overlap.</summary>
    /// <param name="samples">Minutes of production.</param>
    /// <param name="scenarios">Announced events; what they do is taken out of the minutes in their windows.</param>
    /// <param name="model">The capacity model, which tells what explicit rates do; null leaves such events in.</param>
    public void Observe(IReadOnlyList<UsageSample> samples, IReadOnlyList<Scenario> scenarios, CapacityModel? model = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(scenarios);
        var removal = ScenarioRemoval.Of(samples, scenarios, model);
        var windows = ScenarioWindow.Resolve(scenarios).Where(w => w.Scenario.Multiplier is > 0).ToArray();
        foreach (var sample in samples)
        {
            double effect = 1;
            foreach (var window in windows)
            {
                effect *= window.Holds(sample.Minute) ? window.Scenario.Multiplier!.Value : 1;
            }

            Observe(sample with { Amounts = removal.Usual(sample) }, Math.Clamp(effect, 0.01, 1e4));
        }
    }

    /// <summary>Forecasts every resource observed so far, CPU first.</summary>
    /// <param name="until">First instant that need not be covered, UTC. Steps reach from each series' last observation to there.</param>
    /// <param name="leadTimeMinutes">Minutes from request to readiness, counted from the end of the observations.</param>
    public IReadOnlyList<DemandForecast> Forecast(DateTimeOffset until, double leadTimeMinutes)
    {
        var forecasts = new List<DemandForecast>(Kinds.Length);
        foreach (var series in _series)
        {
            if (series is { ObservedUntil: { } end })
            {
                forecasts.Add(series.Forecast(Steps(end, until), leadTimeMinutes));
            }
        }

        if (_storage.ObservedUntil is { } stored)
        {
            forecasts.Add(_storage.Forecast(ResourceKind.StorageBytes, Steps(stored, until)));
        }

        return forecasts;
    }

    /// <summary>The whole state, bit for bit.</summary>
    public byte[] Serialize()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var codec = new StateCodec(writer);
        Exchange(codec);
        foreach (var series in _series)
        {
            writer.Write(series is not null);
            series?.Write(writer);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads a state written by <see cref="Serialize"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes were written by another version or are not a forecaster's state.</exception>
    public static StoreForecaster Deserialize(byte[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var forecaster = new StoreForecaster();
        try
        {
            using var reader = new BinaryReader(new MemoryStream(state));
            forecaster.Exchange(new StateCodec(reader));
            for (var i = 0; i < Kinds.Length; i++)
            {
                forecaster._series[i] = reader.ReadBoolean() ? SeriesForecaster.Read(reader) : null;
            }
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The state of a store's forecaster is cut short: delete it and let it be learned again from the history.", e);
        }

        return forecaster;
    }

    private void Observe(UsageSample sample, double effect)
    {
        for (var i = 0; i < Kinds.Length; i++)
        {
            if (sample.Amounts[Kinds[i]] is not { } amount)
            {
                continue;
            }

            var stored = Kinds[i] == ResourceKind.StorageBytes;
            var elastic = !stored && Kinds[i] != ResourceKind.MemoryBytes;
            if (_aggregators[i].Add(sample.Minute, elastic ? amount / effect : amount, elastic && sample.Saturated) is not { } step)
            {
                continue;
            }

            if (stored)
            {
                _storage.Observe(step);
            }
            else
            {
                _series[i] ??= new SeriesForecaster(Kinds[i], light: Kinds[i] != ResourceKind.CpuVCores);
                _ = _series[i]!.Observe(step.At, step.Mean, step.Peak, step.Censored);
            }
        }
    }

    private SeriesForecaster? Of(ResourceKind kind) => _series[(int)kind];

    private static int Steps(DateTimeOffset from, DateTimeOffset until) =>
        (int)Math.Clamp(Math.Ceiling((until - from).TotalMinutes / StepGrid.StepMinutes), 1, 4 * StepGrid.StepsPerWeek);

    private void Exchange(StateCodec codec)
    {
        _ = codec.Version(StateVersion, "a store's forecaster");
        foreach (var aggregator in _aggregators)
        {
            aggregator.Exchange(codec);
        }

        _storage.Exchange(codec);
    }
}
