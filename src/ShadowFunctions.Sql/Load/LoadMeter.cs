namespace ShadowFunctions.Sql.Load;

/// <summary>
/// Runs windows of load and measures the server around them. A window in which the host took CPU away, or the machine ran clearly slower than
/// at its best, is thrown away and repeated a few times.
/// </summary>
/// <param name="generator">Runs the load.</param>
/// <param name="clock">The clock.</param>
public sealed class LoadMeter(LoadGenerator generator, ILoadClock clock)
{
    private double _bestProbe = double.PositiveInfinity;

    /// <summary>Share of CPU time taken by the host from which a window is bad.</summary>
    public double WorstSteal { get; init; } = 0.05;

    /// <summary>Slowness of the probe from which a window is bad, as a multiple of the best.</summary>
    public double WorstProbeRatio { get; init; } = 1.5;

    /// <summary>Most repeats of one window.</summary>
    public int MostRepeats { get; init; } = 2;

    /// <summary>Looks at the machine; tests put their own in.</summary>
    internal Func<MachineState> Machine { get; init; } = MachineState.Read;

    /// <summary>Runs one window.</summary>
    public async Task<LoadWindow> RunAsync(LoadPlan plan, ILoadTarget target, LoadSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        for (var rejected = 0; ; rejected++)
        {
            var (before, machine, started) = (await target.ReadCountersAsync(cancellationToken), Machine(), clock.Now);
            var load = await generator.RunAsync(plan, target, settings, cancellationToken);
            var (seconds, after) = ((clock.Now - started) * 1e-9, Machine());
            var used = (await target.ReadCountersAsync(cancellationToken)).Since(before);
            _bestProbe = Math.Min(_bestProbe, Math.Min(machine.ProbeMilliseconds, after.ProbeMilliseconds));
            var steal = after.StealSeconds - machine.StealSeconds is { } taken ? taken / (seconds * Environment.ProcessorCount) : (double?)null;
            var probe = Math.Max(machine.ProbeMilliseconds, after.ProbeMilliseconds) / _bestProbe;
            var bad = steal > WorstSteal || probe > WorstProbeRatio;
            if (!bad || rejected == MostRepeats || load.Stopped is not null)
            {
                return new LoadWindow(load, used, seconds, steal, probe, rejected, bad);
            }
        }
    }
}
