using System.Globalization;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Shadowing;

/// <summary>
/// Adapts how fast and how often production is sampled and the shadow rehearsed. The rate rises by a tenth of the maximum while production
/// has headroom and is halved when it has not (additive increase, multiplicative decrease). Rehearsals are made when they
/// can change something: the model is missing or old, the mix has drifted, or a rehearsal is worth more than it costs (<see cref="Experiments"/>).
/// </summary>
public static class ShadowAdapter
{
    private const double IncreaseShare = 0.1;
    private const double DecreaseFactor = 0.5;
    private const double ComfortMargin = 0.1;
    private const int CycleMinutes = 5;
    private const double ScenarioLeadShare = 2;

    /// <summary>The state for the next cycles. Pure.</summary>
    public static ShadowState Adapt(ShadowAdapterInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var reasons = new List<Reason>();
        var counted = SampleFloor.Raise(input, Count(input), reasons);
        var drift = input.Model is { } model ? MixDrift.Between(counted.ProfileRates, model.RecordedRates) : null;
        var experiment = Experiments.Weigh(input with { State = counted }, drift);
        return counted with
        {
            RowsPerSecond = Rate(input, reasons),
            NextReplicationAt = NextReplication(input, counted, reasons),
            NextRunAt = NextRun(input, counted, drift, experiment, reasons),
            Drift = drift,
            Experiment = experiment,
            Worth = Account(input, counted),
            Reasons = reasons,
        };
    }

    /// <summary>What was done since the last entry, at the price it had, and what the rehearsal in it was expected to save when it was decided on.</summary>
    private static ShadowWorth Account(ShadowAdapterInput input, ShadowState state)
    {
        var worth = state.Worth ?? ShadowWorth.Open(input.Now.AddMinutes(-CycleMinutes));
        var work = new ShadowWork();
        if (state.LastBatch is { } batch && batch.At > worth.Until)
        {
            work = work.Plus(new ShadowWork(batch.RowsRead, 0, batch.Seconds / 60));
        }

        var ran = state.LastRunAt > worth.Until;
        if (ran)
        {
            work = work.Plus(new ShadowWork(0, state.LastRunStatements, input.Configuration.Workload.MaxSeconds / 60.0));
        }

        return worth.Add(input.Now, work, Experiments.Prices(input), state.StandingPricePerHour, ran ? state.Experiment?.Value ?? 0 : 0);
    }

    /// <summary>Adds what was done. A batch or run that was counted already (a repeated cycle) is not counted again.</summary>
    private static ShadowState Count(ShadowAdapterInput input)
    {
        var state = input.State;
        if (input.Batch is { } batch && batch.Id != state.LastBatch?.Id)
        {
            state = state with
            {
                LastBatch = batch,
                LastReplicationAt = batch.At,
                Batches = state.Batches + 1,
                ReplicatedRows = state.ReplicatedRows + batch.Rows,
                ReplicatedBytes = state.ReplicatedBytes + batch.Bytes,
            };
        }

        if (input.Run is { } run && run.At != state.LastRunAt)
        {
            state = state with { LastRunAt = run.At, WorkloadRuns = state.WorkloadRuns + 1 };
        }

        return input.TriggersChanged ? state with { TriggerChanges = state.TriggerChanges + 1 } : state;
    }

    private static double Rate(ShadowAdapterInput input, List<Reason> reasons)
    {
        var settings = input.Configuration.Replication;
        var most = Math.Max(1, settings.MaxRowsPerSecond);
        var least = Math.Clamp(settings.MinRowsPerSecond, 1, most);
        var rate = double.IsFinite(input.State.RowsPerSecond) && input.State.RowsPerSecond > 0 ? input.State.RowsPerSecond : IncreaseShare * most;
        var stopped = input.Batch is { Guard: ReasonCode.NoHeadroom } batch && batch.At > input.Now.AddMinutes(-CycleMinutes);
        if (stopped || input.Headroom is not { } free || free < settings.MinHeadroomFraction)
        {
            reasons.Add(new Reason(ReasonCode.NoHeadroom, string.Create(
                CultureInfo.InvariantCulture, $"Free on production: {input.Headroom?.ToString("P0", CultureInfo.InvariantCulture) ?? "unknown"}, needed {settings.MinHeadroomFraction:P0}: the rate is halved.")));
            return Math.Max(least, Math.Min(most, rate * DecreaseFactor));
        }

        if (free >= settings.MinHeadroomFraction + ComfortMargin && rate < most)
        {
            reasons.Add(new Reason(ReasonCode.HeadroomFree, string.Create(CultureInfo.InvariantCulture, $"Free on production: {free:P0}: the rate rises.")));
            return Math.Clamp(rate + (IncreaseShare * most), least, most);
        }

        return Math.Clamp(rate, least, most);
    }

    private static DateTimeOffset NextReplication(ShadowAdapterInput input, ShadowState state, List<Reason> reasons)
    {
        if (state.LastReplicationAt is not { } last)
        {
            return state.NextReplicationAt;
        }

        var interval = Math.Max(CycleMinutes, input.Configuration.Replication.IntervalMinutes);
        var more = state.LastBatch is { MoreWaiting: true, Guard: null or ReasonCode.RateLimited };
        if (more)
        {
            reasons.Add(new Reason(ReasonCode.RateLimited, "More rows wait: the next pass follows in the next cycle."));
            return last.AddMinutes(CycleMinutes);
        }

        var soon = NearScenario(input) is not null ? Math.Max(CycleMinutes, interval / 2) : interval;
        return last.AddMinutes(soon);
    }

    private static DateTimeOffset NextRun(ShadowAdapterInput input, ShadowState state, MixDrift? drift, ExperimentValue? experiment, List<Reason> reasons)
    {
        var settings = input.Configuration.Workload;
        var least = Math.Max(CycleMinutes, settings.MinIntervalMinutes);
        var latest = Math.Max(least, settings.MaxIntervalMinutes);
        if (state.LastRunAt is not { } last)
        {
            reasons.Add(new Reason(ReasonCode.ModelOld, "No rehearsal was made yet."));
            return state.NextRunAt;
        }

        var earliest = last.AddMinutes(least);
        if (input.Now >= last.AddMinutes(latest))
        {
            reasons.Add(new Reason(ReasonCode.ModelOld, string.Create(CultureInfo.InvariantCulture, $"The last rehearsal was made {last:u}.")));
            return earliest;
        }

        if (input.Model is null || input.Model.Unreliable is not null)
        {
            reasons.Add(new Reason(ReasonCode.ModelOld, input.Model?.Unreliable ?? "There is no capacity model."));
            return earliest;
        }

        // A mix that its owner wrote is not replaced by what production runs.
        if (drift is not null && settings.Profile is null && drift.Exceeds(settings.MixDriftTrigger))
        {
            reasons.Add(new Reason(ReasonCode.MixDrifted, drift.Describe() + "."));
            return earliest;
        }

        var asked = Asked(input, state, reasons);
        if (experiment is null)
        {
            return asked ? earliest : NotDue(last.AddMinutes(latest), reasons);
        }

        var error = input.Model.ErrorInUse is { } miss ? string.Create(CultureInfo.InvariantCulture, $" The model misses production by {miss:P0}.") : "";
        reasons.Add(new Reason(
            experiment.Pays ? ReasonCode.RunPays : ReasonCode.RunDoesNotPay,
            $"A rehearsal is {experiment.Describe()}.{error}{(drift is null ? "" : $" {drift.Describe()}.")}"));
        return experiment.Pays ? earliest : NotDue(last.AddMinutes(latest), reasons);
    }

    /// <summary>What asks for a rehearsal before its value is weighed; decides alone while nothing is predicted.</summary>
    private static bool Asked(ShadowAdapterInput input, ShadowState state, List<Reason> reasons)
    {
        if (NearScenario(input) is { } near && state.LastRunAt < near.Start.AddMinutes(-Lead(input)))
        {
            reasons.Add(new Reason(ReasonCode.ScenarioNear, $"{near.Scenario.Name} begins {near.Start:u} and was not rehearsed since it came near."));
            return true;
        }

        if (input.Model?.ErrorInUse is { } error && error > input.Configuration.Workload.ModelErrorTrigger)
        {
            reasons.Add(new Reason(ReasonCode.ModelError, string.Create(CultureInfo.InvariantCulture, $"The model misses production by {error:P0}.")));
            return true;
        }

        return false;
    }

    private static DateTimeOffset NotDue(DateTimeOffset next, List<Reason> reasons)
    {
        reasons.Add(new Reason(ReasonCode.NotDue, "The model is young and a rehearsal would change nothing that pays for it."));
        return next;
    }

    private static double Lead(ShadowAdapterInput input) => ScenarioLeadShare * input.Configuration.PreAllocation.HorizonMinutes;

    /// <summary>The first event that begins within twice the horizon: near enough to rehearse, early enough to act on what is learned.</summary>
    private static ScenarioWindow? NearScenario(ShadowAdapterInput input) =>
        ScenarioWindow.Resolve(input.Scenarios)
            .Where(w => w.Start > input.Now && w.Start <= input.Now.AddMinutes(Lead(input)))
            .MinBy(w => w.Start);
}
