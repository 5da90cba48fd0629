using ShadowFunctions.Core.Capacity;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Activities;

/// <summary>Reads what production's statements did since the last look, and keeps the capacity model true to it.</summary>
public sealed class ModelKeeper(
    IWorkloadSource source, UsageHistory history, CapacityModelRepository models, ScenarioRepository scenarios, SleepGuard sleep)
{
    /// <summary>Minutes between two looks when nothing asks for an earlier one, and the shortest window that tells a mix.</summary>
    public const int IntervalMinutes = 30;

    private const int LongestMinutes = 1440;

    // With fewer minutes measured, or more of them saturated, the interval's CPU would be a guess.
    private const double EnoughMinutes = 0.8;

    /// <summary>
    /// The mix since the end of what was learned, at least half an hour and at most a day. It ends where the metrics end, so that statements
    /// and CPU are those of the same minutes.
    /// </summary>
    public async Task<WorkloadObservation> ReadAsync(Store store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var learned = (await models.GetAsync(store.Id, cancellationToken))?.Value.LearnedUntil;
        var until = (await history.LastAsync(store.Id, cancellationToken))?.AddMinutes(1) is { } last && last < now ? last : now;
        var from = until.AddMinutes(-IntervalMinutes);
        if (learned is { } end && end < from)
        {
            from = end > until.AddMinutes(-LongestMinutes) ? end : until.AddMinutes(-LongestMinutes);
        }

        return await sleep.WhyNotAsync(store, cancellationToken) is { } why
            ? new WorkloadObservation(store.Id, from, until, []) { Missing = $"Production's statements are not read: {why}" }
            : await source.ReadAsync(store, from, until, cancellationToken);
    }

    /// <summary>Fits the model. Each fit moves running means: the same id again changes nothing.</summary>
    /// <param name="store">The store.</param>
    /// <param name="observed">The mix.</param>
    /// <param name="run">A rehearsal made with it; null when none was.</param>
    /// <param name="id">The store's pass.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task LearnAsync(Store store, WorkloadObservation observed, WorkloadRun? run, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(observed);
        var previous = (await models.GetAsync(store.Id, cancellationToken))?.Value;
        if (previous?.FittedFor == id)
        {
            return;
        }

        var samples = await history.ReadAsync(store.Id, observed.From, observed.To, cancellationToken);
        var sound = samples.Where(s => s.Amounts.CpuVCores is not null && !s.Saturated).ToList();
        var enough = sound.Count >= EnoughMinutes * (observed.To - observed.From).TotalMinutes;
        var during = ScenarioWindow.Resolve(await scenarios.ListAsync(store.Id, cancellationToken)).FirstOrDefault(w => w.Touches(observed.From, observed.To));
        var model = CapacityModels.Fit(
            previous,
            observed,
            run,
            sound.Count == 0 ? null : sound.Average(s => s.Amounts.CpuVCores!.Value),
            enough ? new IntervalFacts(Mean(sound), during?.Scenario.Name) : null);
        await models.PutAsync(store.Id, model with { FittedFor = id }, "*", cancellationToken);
    }

    private static ResourceAmounts Mean(List<UsageSample> samples)
    {
        var mean = ResourceAmounts.Unknown;
        foreach (var kind in Enum.GetValues<ResourceKind>())
        {
            var known = samples.Where(s => s.Amounts[kind] is not null).ToList();
            mean = mean.With(kind, known.Count == 0 ? null : known.Average(s => s.Amounts[kind]!.Value));
        }

        return mean;
    }
}
