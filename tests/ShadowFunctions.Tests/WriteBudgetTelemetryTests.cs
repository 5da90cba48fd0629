using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Telemetry;

namespace ShadowFunctions.Tests;

/// <summary>The budget of writes and the cost of shadows are told as they happened, once.</summary>
public sealed class WriteBudgetTelemetryTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);
    private static readonly WriteBudgetLimits Limits = new(5, 100);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ShadowTelemetry _telemetry;
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, List<double>> _told = [];

    public WriteBudgetTelemetryTests()
    {
        _telemetry = new ShadowTelemetry(_services.GetRequiredService<IMeterFactory>());
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Other tests have meters of the same name: only the scope of this one's factory is heard.
            if (instrument.Meter.Name == ShadowTelemetry.Name && ReferenceEquals(instrument.Meter.Scope, _services.GetRequiredService<IMeterFactory>()))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((i, value, _, _) => Add(i, value));
        _listener.SetMeasurementEventCallback<long>((i, value, _, _) => Add(i, value));
        _listener.SetMeasurementEventCallback<int>((i, value, _, _) => Add(i, value));
        _listener.Start();
    }

    [Fact]
    public void A_request_that_waits_and_is_let_through_is_told_once_with_its_wait_and_the_tokens_left()
    {
        var request = new WriteRequest("a", WriteUrgency.Up, Now);
        var noted = new WriteBudget().Ask(request, Limits, Now);
        var granted = noted.Budget.Ask(request, Limits, Now.AddSeconds(noted.WaitSeconds));
        foreach (var budget in new[] { noted.Budget, granted.Budget, granted.Budget })
        {
            _telemetry.BudgetChanged(budget);
        }

        Assert.True(granted.Granted);
        Assert.Equal([noted.WaitSeconds], _told["shadow.arm.wait"]);
        Assert.Equal([1], _told["shadow.arm.requests"]);
        Assert.Equal([100, 99, 99], _told["shadow.arm.tokens"]);
        Assert.Equal([1, 0, 0], _told["shadow.arm.waiting"]);
        Assert.False(_told.ContainsKey("shadow.arm.throttles"));
    }

    [Fact]
    public void A_pause_that_the_platform_asks_for_and_the_writes_it_has_left_are_told()
    {
        var heeded = new WriteBudget().Heed(TimeSpan.FromSeconds(30), remaining: 7, Limits, Now);

        _telemetry.BudgetChanged(heeded);
        _telemetry.BudgetChanged(heeded);

        Assert.Equal([1], _told["shadow.arm.throttles"]);
        Assert.Equal(7, _told["shadow.arm.tokens"][^1]);
    }

    [Fact]
    public void The_cost_of_a_shadow_is_told_as_it_is_added()
    {
        _telemetry.Charged(new ShadowAccount { StoreId = "a", Cost = 9, CostAdded = 0.25 });
        _telemetry.Charged(new ShadowAccount { StoreId = "b", Cost = 1, CostAdded = 0.5 });

        Assert.Equal(0.75, _told["shadow.shadows.cost"].Sum(), 9);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _telemetry.Dispose();
        _services.Dispose();
    }

    private void Add(Instrument instrument, double value)
    {
        if (!_told.TryGetValue(instrument.Name, out var values))
        {
            _told[instrument.Name] = values = [];
        }

        values.Add(value);
    }
}
