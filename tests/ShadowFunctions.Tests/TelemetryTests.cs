using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Telemetry;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Tests;

/// <summary>What the app tells about itself: named as documented, and true.</summary>
public partial class TelemetryTests
{
    [Fact]
    public void Every_instrument_is_documented_with_its_unit_and_nothing_else_is()
    {
        var told = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == ShadowTelemetry.Name)
            {
                told.Add($"{instrument.Name} {instrument.Unit}");
            }
        };
        listener.Start();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var telemetry = new ShadowTelemetry(services.GetRequiredService<IMeterFactory>());

        var documented = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "telemetry.md")))
            .Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}");

        Assert.Equal(documented.Order(StringComparer.Ordinal), told.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cycle_is_told_as_decisions_with_reasons_operations_durations_and_spans()
    {
        var sums = new Dictionary<string, double>();
        var reasons = new HashSet<string>();
        using var listener = new MeterListener { InstrumentPublished = (i, l) => { if (i.Meter.Name == ShadowTelemetry.Name) { l.EnableMeasurementEvents(i); } } };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        listener.Start();
        var spans = new List<string>();
        using var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ShadowTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => { lock (spans) { spans.Add(span.OperationName); } },
        };
        ActivitySource.AddActivityListener(traces);

        await using (var world = await FleetWorld.OpenAsync())
        {
            await world.RunCycleAsync();
            await world.PassAsync(TimeSpan.FromMinutes(30));
        }

        lock (sums)
        {
            Assert.True(sums["shadow.decisions"] >= 2);
            Assert.True(sums["shadow.scale_operations"] >= 1);
            Assert.True(sums["shadow.scale_operation.duration"] > 60);
            Assert.True(sums["shadow.minutes_short"] > 0);
            Assert.True(sums.ContainsKey("shadow.cycle.duration"));
            Assert.True(sums.ContainsKey("shadow.store_cycle.duration"));
            Assert.Contains("DemandAhead", reasons);
        }

        lock (spans)
        {
            Assert.Contains(Names.Forecast, spans);
            Assert.Contains(Names.BeginPreScale, spans);
            Assert.DoesNotContain(Names.StoreOrchestrator, spans);
        }

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (sums)
            {
                sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value;
                foreach (var tag in tags)
                {
                    if (tag is { Key: "reason", Value: string reason })
                    {
                        reasons.Add(reason);
                    }
                }
            }
        }
    }

    [Fact]
    public void A_prediction_tells_its_skill_per_resource_and_distance()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var telemetry = new ShadowTelemetry(services.GetRequiredService<IMeterFactory>());
        var told = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (i, l) => { if (i.Meter.Scope == services.GetRequiredService<IMeterFactory>()) { l.EnableMeasurementEvents(i); } },
        };
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) =>
            told.Add(FormattableString.Invariant($"{i.Name} {value} {string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}")));
        listener.Start();

        telemetry.Predicted(new ResourcePrediction
        {
            StoreId = "s",
            CycleId = "c",
            CreatedAt = DateTimeOffset.UnixEpoch,
            LeadTimeMinutes = 10,
            Resources =
            [
                new PredictedResource(
                    new DemandForecast
                    {
                        Resource = ResourceKind.Workers,
                        Origin = DateTimeOffset.UnixEpoch,
                        StepMinutes = 5,
                        Levels = [0.95],
                        Values = [[1]],
                        Method = "test",
                        Skill = [new ForecastSkill { MinutesAhead = 30, Count = 90, ErrorRatio = 0.62, Levels = [0.95], Coverage = [0.94] }],
                    },
                    PredictionSource.History),
            ],
        });

        Assert.Equal(
            ["shadow.forecast.mean_error_ratio 0.62 resource=Workers minutes_ahead=30", "shadow.forecast.coverage 0.94 resource=Workers minutes_ahead=30"], told);
    }

    [Fact]
    public async Task A_short_minute_is_counted_once_however_often_it_is_read_and_a_past_read_later_is_not()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var telemetry = new ShadowTelemetry(services.GetRequiredService<IMeterFactory>());
        var counted = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (i, l) =>
            {
                if (i.Name == "shadow.minutes_short" && i.Meter.Scope == services.GetRequiredService<IMeterFactory>())
                {
                    l.EnableMeasurementEvents(i);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => counted += value);
        listener.Start();
        var history = new ObservedHistoryStore(new MemoryHistoryStore(), telemetry, TimeProvider.System);
        var now = DateTimeOffset.UtcNow;
        HistoryPoint[] points = [.. Enumerable.Range(-100, 100).Select(i => new HistoryPoint(now.AddMinutes(i), 2, Censored: i is -90 or -12 or -7))];

        for (var end = 85; end <= 100; end += 5)
        {
            // Each cycle offers the last ten minutes again.
            await history.AppendAsync("orders", nameof(ResourceKind.CpuVCores), points[..end], TestContext.Current.CancellationToken);
            await history.AppendAsync("orders", nameof(ResourceKind.Workers), points[..end], TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, counted);
    }

    [GeneratedRegex(@"^\| `(shadow\.[a-z_.]+)` \| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
