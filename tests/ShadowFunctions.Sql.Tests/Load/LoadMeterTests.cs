using ShadowFunctions.Sql.Load;

namespace ShadowFunctions.Sql.Tests.Load;

public sealed class LoadMeterTests
{
    private readonly VirtualClock _clock = new();

    [Fact]
    public async Task Windows_on_a_disturbed_machine_are_repeated()
    {
        var window = await RunAsync([new(0, 10), new(0, 10), new(0, 10), new(9, 10), new(9, 10), new(9, 10)], skip: 2);
        Assert.Equal((1, false), (window.Rejected, window.IsDisturbed));
        Assert.Equal(0, window.StealShare);
    }

    [Fact]
    public async Task A_slow_probe_rejects_too_and_the_last_repeat_is_marked()
    {
        var window = await RunAsync([new(0, 10), new(0, 16), new(0, 10), new(0, 20), new(0, 30), new(0, 30)], skip: 0);
        Assert.Equal((2, true), (window.Rejected, window.IsDisturbed));
        Assert.Equal(3, window.ProbeRatio, 0.001);
    }

    [Fact]
    public async Task Counters_are_those_of_the_window()
    {
        var window = await RunAsync([new(5, 10), new(5, 10)], skip: 0);
        Assert.Equal(window.UsedSeconds, window.Used.CpuSeconds!.Value, 0.001);
        Assert.Null(window.Used.LogBytes);
    }

    private async Task<LoadWindow> RunAsync(MachineState[] states, int skip)
    {
        var next = skip;
        var meter = new LoadMeter(new LoadGenerator(_clock), _clock) { Machine = () => states[next++] };
        return await meter.RunAsync(
            FakeServer.Plan(new LoadUnit("read", [0], 1)), new FakeServer(_clock, (_, _) => 0.001),
            new LoadSettings { Segments = [new(5, 20)], Connections = 1, Seed = 1 }, TestContext.Current.CancellationToken);
    }
}
