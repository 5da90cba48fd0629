using System.Diagnostics;
using System.Diagnostics.Metrics;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Telemetry;

/// <summary>
/// What the app tells about itself, as OpenTelemetry knows it: one activity source and one meter, both named <see cref="Name"/>. Units are
/// UCUM. docs/telemetry.md lists every instrument; a test holds it against this class.
/// </summary>
public sealed class ShadowTelemetry : IDisposable
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "ShadowFunctions";

    private readonly Meter _meter;
    private readonly Histogram<double> _cycleSeconds;
    private readonly Histogram<double> _passSeconds;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _reasons;
    private readonly Counter<long> _shortMinutes;
    private readonly Histogram<double> _skill;
    private readonly Histogram<double> _meanSkill;
    private readonly Histogram<double> _coverage;
    private readonly Counter<long> _operations;
    private readonly Histogram<double> _operationSeconds;
    private readonly Counter<long> _rows;
    private readonly Counter<long> _failures;
    private readonly Counter<double> _shadowCost;
    private readonly WriteBudgetTelemetry _budget;

    /// <summary>Makes the instruments.</summary>
    public ShadowTelemetry(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _meter = meters.Create(Name);
        _cycleSeconds = _meter.CreateHistogram<double>("shadow.cycle.duration", "s", "From the instant of a cycle until all its stores were started.");
        _passSeconds = _meter.CreateHistogram<double>("shadow.store_cycle.duration", "s", "A store's pass, from its assignment to its end.");
        _decisions = _meter.CreateCounter<long>("shadow.decisions", "{decision}", "Decisions, by outcome; refusals are those with outcome 'refused'.");
        _reasons = _meter.CreateCounter<long>("shadow.decision.reasons", "{reason}", "Reasons of decisions, by outcome and reason code.");
        _shortMinutes = _meter.CreateCounter<long>("shadow.minutes_short", "min", "Minutes in which a store was saturated.");
        _skill = _meter.CreateHistogram<double>("shadow.forecast.error_ratio", "1", "Forecast error at the lead time, as recent pinball loss divided by that of persistence, by resource.");
        _meanSkill = _meter.CreateHistogram<double>("shadow.forecast.mean_error_ratio", "1", "Recent mean absolute forecast error divided by that of persistence, by resource and minutes ahead.");
        _coverage = _meter.CreateHistogram<double>("shadow.forecast.coverage", "1", "Recent share of values at or below their 95 % quantile, by resource and minutes ahead.");
        _operations = _meter.CreateCounter<long>("shadow.scale_operations", "{operation}", "Changes of production that ended, by status.");
        _operationSeconds = _meter.CreateHistogram<double>("shadow.scale_operation.duration", "s", "A verified change of production, from request to readiness.");
        _rows = _meter.CreateCounter<long>("shadow.replicated_rows", "{row}", "Rows copied into shadows.");
        _shadowCost = _meter.CreateCounter<double>("shadow.shadows.cost", "USD", "What shadows have cost, by the price list and by the reason code for which they are parked.");
        _budget = new WriteBudgetTelemetry(_meter);
        _failures = _meter.CreateCounter<long>("shadow.store_cycle.failures", "{failure}", "Passes of stores that failed.");
    }

    /// <summary>The app's spans.</summary>
    public static ActivitySource Spans { get; } = new(Name);

    /// <summary>A cycle has started all its stores.</summary>
    public void CycleDispatched(Cycle cycle, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        _cycleSeconds.Record(Math.Max(0, (now - cycle.At).TotalSeconds), new KeyValuePair<string, object?>("source", cycle.Source.ToString()));
    }

    /// <summary>A store's pass has ended.</summary>
    public void PassEnded(StoreCycle pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        if (pass.Status == StoreCycleStatus.Failed)
        {
            _failures.Add(1);
        }

        if (pass.EndedAt is { } end)
        {
            _passSeconds.Record((end - pass.AssignedAt).TotalSeconds, new KeyValuePair<string, object?>("status", pass.Status.ToString()));
        }
    }

    /// <summary>A decision was recorded.</summary>
    public void Decided(Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var outcome = new KeyValuePair<string, object?>("outcome", decision.Outcome.ToString());
        _decisions.Add(1, outcome);
        foreach (var reason in decision.Reasons)
        {
            _reasons.Add(1, outcome, new KeyValuePair<string, object?>("reason", reason.Code.ToString()));
        }
    }

    /// <summary>Minutes of a store were read.</summary>
    public void MinutesRead(IReadOnlyList<HistoryPoint> minutes) => _shortMinutes.Add(minutes.Count(m => m.Censored));

    /// <summary>A prediction was made.</summary>
    public void Predicted(ResourcePrediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        foreach (var resource in prediction.Resources)
        {
            Skill(resource.Forecast);
            if (resource.Forecast.SkillRatio is { } ratio)
            {
                _skill.Record(ratio, new KeyValuePair<string, object?>("resource", resource.Forecast.Resource.ToString()));
            }
        }
    }

    private void Skill(DemandForecast forecast)
    {
        foreach (var skill in forecast.Skill)
        {
            var resource = new KeyValuePair<string, object?>("resource", forecast.Resource.ToString());
            var ahead = new KeyValuePair<string, object?>("minutes_ahead", skill.MinutesAhead);
            if (skill.ErrorRatio is { } ratio)
            {
                _meanSkill.Record(ratio, resource, ahead);
            }

            if (skill.CoverageAt(DemandForecast.WatchedLevel) is { } coverage)
            {
                _coverage.Record(coverage, resource, ahead);
            }
        }
    }

    /// <summary>A change of production has a new status.</summary>
    public void OperationChanged(ScaleOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.Status is ScaleOperationStatus.Intended or ScaleOperationStatus.InProgress)
        {
            return;
        }

        var status = new KeyValuePair<string, object?>("status", operation.Status.ToString());
        _operations.Add(1, status);
        if (operation is { RequestedAt: { } from, ReadyAt: { } to })
        {
            _operationSeconds.Record((to - from).TotalSeconds, status);
        }
    }

    /// <summary>A shadow was charged.</summary>
    public void Charged(ShadowAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _shadowCost.Add(account.CostAdded, new KeyValuePair<string, object?>("reason", account.Parked?.Code.ToString() ?? "None"));
    }

    /// <summary>The budget of writes has changed.</summary>
    public void BudgetChanged(WriteBudget budget) => _budget.Changed(budget);

    /// <summary>A sampling pass ended.</summary>
    public void Replicated(ReplicationBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _rows.Add(batch.Rows);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
