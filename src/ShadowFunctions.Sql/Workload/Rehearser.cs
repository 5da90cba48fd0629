using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.Sql.Rehearsal;

namespace ShadowFunctions.Sql.Workload;

/// <summary>Sample → workload → measure → predict: one rehearsal of a coming load on a shadow of a user's own store.</summary>
/// <param name="clock">Clock of the load.</param>
/// <param name="time">Clock of everything else.</param>
public sealed class Rehearser(ILoadClock clock, TimeProvider time)
{
    private static readonly double[] NestedShares = [0.25, 0.5, 0.75, 1];
    private static readonly double[] StepShares = [0.1, 0.25, 0.45, 0.65, 0.85, 1];

    /// <summary>Rehearses.</summary>
    /// <exception cref="ProfileException">Store, shadow or workload cannot be used; the message names the remedy.</exception>
    public async Task<RehearsalResult> RunAsync(RehearsalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var engine = RehearsalEngine.Of(request.StoreConnection, request.Token);
        await StoreIdentity.CheckAsync(engine, request.StoreConnection, request.ShadowConnection, request.AllowSameServer, cancellationToken);

        // Before sampling, whose own reads the store would record as well.
        var (recorded, known) = await RehearsalMix.ReadAsync(engine, request, time.GetUtcNow(), cancellationToken);
        var (profile, costs, rows) = await MeasureCostsAsync(engine, request, recorded, cancellationToken);
        var plans = known ?? await RehearsalMix.PlansAsync(engine, request, profile, cancellationToken);
        var (steps, stopped) = await LoadAsync(engine, request, profile, cancellationToken);
        return RehearsalAnswer.Make(engine, request, profile, rows, costs, plans, steps, stopped);
    }

    /// <summary>Logical work per statement at nested fractions: the law of growth comes from them.</summary>
    private async Task<(WorkloadProfile Profile, IReadOnlyList<(double Fraction, IReadOnlyList<CostTally> Tallies)> Costs, long Rows)> MeasureCostsAsync(
        RehearsalEngine engine, RehearsalRequest request, WorkloadProfile? recorded, CancellationToken cancellationToken)
    {
        var sampler = new RehearsalSampler(engine, request, time);
        var costs = new List<(double, IReadOnlyList<CostTally>)>();
        WorkloadProfile? profile = null;
        var rows = 0L;
        var full = request.Document.Sample.Fraction;
        foreach (var fraction in full >= 1 ? [1] : NestedShares.Select(s => s * full))
        {
            request.OnProgress(FormattableString.Invariant($"Sampling {fraction:P1} of production's entities"));
            var batch = await sampler.SampleAsync(fraction, cancellationToken);
            rows = batch.Rows;
            await using var session = await engine.Dialect.OpenRehearsalAsync(request.ShadowConnection, cancellationToken);
            profile ??= recorded ?? ProfileReader.Profile(request.Document, engine.Language, Names(session.Schema));
            var plan = await new LoadPlanBuilder(session, engine.Language, request.Seed).BuildAsync(profile, cancellationToken);

            // The share that chance really drew: of few entities it is not quite the one asked for.
            var drawn = batch.Coverage is > 0 and <= 1 ? batch.Coverage : fraction;
            costs.Add((drawn, await CostProbe.MeasureAsync(session, plan, request.Seed, cancellationToken)));
        }

        return (profile!, costs, rows);
    }

    private static HashSet<string> Names(Schema.DatabaseSchema schema) =>
        schema.Tables.SelectMany(t => t.Columns.Select(c => c.Name).Append(t.LocalName).Append(t.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the highest rate, then takes open-loop steps up to it.</summary>
    private async Task<(IReadOnlyList<LoadWindow> Steps, ReasonToStop? Stopped)> LoadAsync(
        RehearsalEngine engine, RehearsalRequest request, WorkloadProfile profile, CancellationToken cancellationToken)
    {
        LoadPlan plan;
        await using (var session = await engine.Dialect.OpenRehearsalAsync(request.ShadowConnection, cancellationToken))
        {
            plan = await new LoadPlanBuilder(session, engine.Language, request.Seed).BuildAsync(ProfileReader.InEvent(request.Document, profile), cancellationToken);
        }

        await using var target = await engine.OpenTargetAsync(request.ShadowConnection, cancellationToken);
        var meter = new LoadMeter(new LoadGenerator(clock, time), clock);
        var limits = request.Limits?.Invoke();
        var seconds = request.Seconds / (StepShares.Length + 1);
        LoadSettings Settings(double rate, double drain) => new()
        {
            Segments = [new(seconds, rate)],
            Connections = request.Connections,
            WarmUpSeconds = Math.Min(1, seconds / 4),
            DrainSeconds = drain,
            Seed = request.Seed,
            Limits = limits,
        };

        request.OnProgress("Looking for the highest rate");
        var most = await meter.RunAsync(plan, target, Settings(1_000_000, 0), cancellationToken);
        if (Limit(most) is { } early)
        {
            throw TooLittle(early);
        }

        if (most.Load.Completed == 0)
        {
            throw new ProfileException($"Nothing was completed within {seconds:0.#} s of load; give more --seconds.");
        }

        var windows = new List<LoadWindow>();
        foreach (var share in StepShares)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rate = share * most.Load.AchievedPerSecond;
            request.OnProgress(FormattableString.Invariant($"Load of {rate:#,0} per second"));
            var window = await meter.RunAsync(plan, target, Settings(rate, seconds), cancellationToken);
            if (Limit(window) is { } reason)
            {
                return windows.Count > 0 ? (windows, reason) : throw TooLittle(reason);
            }

            windows.Add(window);
        }

        return (windows, null);
    }

    private static ProfileException TooLittle(ReasonToStop reason) => new(RehearsalAnswer.WhyStopped(reason, 0) + " Allow it more.");

    /// <summary>The limit that cut a load; null when none did.</summary>
    private static ReasonToStop? Limit(LoadWindow window) => window.Load.Stopped is ReasonToStop.Cost or ReasonToStop.Headroom ? window.Load.Stopped : null;
}
