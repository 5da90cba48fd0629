using System.Diagnostics;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.Sql.Sampling;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>
/// Runs a profile's statements on the shadow and measures them; all they change is rolled back, only the result is kept there under its id.
/// </summary>
/// <remarks>
/// Pacing is compressed: statements run one after the other without waiting, while latencies are computed as if each had arrived at its
/// scheduled instant and waited for its predecessors at one worker, so that a slow statement is charged to those behind it (no coordinated
/// omission). Costs per execution do not depend on pacing.
/// </remarks>
/// <param name="dialect">The shadow's engine.</param>
public sealed class WorkloadRunner(ISqlDialect dialect) : IWorkloadRunner
{
    private const string Runs = "run";

    /// <inheritdoc/>
    public async Task<WorkloadRun> RunAsync(Store store, WorkloadRunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        if (store.ShadowConnection is not { } connection)
        {
            return Empty(store, request) with { Guard = ReasonCode.NoShadow };
        }

        try
        {
            if (await FindAsync(connection, request.RunId, cancellationToken) is { } recorded)
            {
                return recorded;
            }

            var run = await MeasureAsync(store, request, connection, cancellationToken);
            await KeepAsync(connection, run, cancellationToken);
            return run;
        }
        catch (Exception e) when (dialect.IsTransient(e))
        {
            throw new TransientCloudException($"The rehearsal on the shadow of store '{store.Id}' lost its connection: {e.Message}", e);
        }
    }

    private static WorkloadRun Empty(Store store, WorkloadRunRequest request) =>
        new() { Id = request.RunId, StoreId = store.Id, At = request.At, Profile = request.Profile.Name };

    private async Task<WorkloadRun> MeasureAsync(
        Store store, WorkloadRunRequest request, string connection, CancellationToken cancellationToken)
    {
        var items = request.Profile.Items;
        var tallies = items.Select(_ => new CostTally()).ToArray();
        var (complete, seconds, span, keys) = await ExecuteAsync(request, connection, tallies, cancellationToken);
        return Empty(store, request) with
        {
            Costs = [.. items.Zip(tallies, (item, tally) => tally.Cost(item.Template.Id)).Where(c => c.Executions > 0)],
            FewestKeys = keys,
            Usage = RunUsage.Of(tallies, span),
            Statements = tallies.Sum(t => t.Executions),
            Errors = tallies.Sum(t => t.Errors),
            Seconds = seconds,
            Guard = complete ? null : ReasonCode.RunLimited,
        };
    }

    /// <summary>Runs the schedule; <c>Span</c> is the scheduled time it stands for, prolonged when the shadow could not keep up.</summary>
    private async Task<(bool Complete, double Seconds, double Span, int? FewestKeys)> ExecuteAsync(
        WorkloadRunRequest request, string connection, CostTally[] tallies, CancellationToken cancellationToken)
    {
        await using var session = await dialect.OpenRehearsalAsync(connection, cancellationToken);
        var items = request.Profile.Items;
        var statements = await BindAsync(session, request, cancellationToken);
        var draws = statements.Select(s => s is null ? null : new ParameterDraws(s, request.Seed)).ToArray();
        var keys = statements.Min(s => s?.FewestKeys);
        var units = LoadPlanBuilder.Units(request.Profile);
        var schedule = ArrivalSchedule.Create(units, request.Settings, Seeds.Derive(request.Seed, "arrivals"));
        var started = Stopwatch.GetTimestamp();
        var workerFree = 0.0;
        var workLeft = request.Settings.MaxSeconds * session.WorkPerSecond;
        foreach (var arrival in schedule)
        {
            var due = arrival.AtSeconds;
            foreach (var index in units[arrival.Unit].Statements)
            {
                // A limit of work and not of time: the same run ends at the same statement on every machine.
                if (workLeft <= 0)
                {
                    return (false, Stopwatch.GetElapsedTime(started).TotalSeconds, Math.Max(workerFree, arrival.AtSeconds), keys);
                }

                var measure = draws[index] is { } draw
                    ? await session.RunAsync(items[index].Template.Text, draw.Next(), cancellationToken)
                    : new StatementMeasure { Failed = true };
                workerFree = Math.Max(workerFree, arrival.AtSeconds) + measure.Seconds;
                tallies[index].Add(measure, workerFree - due);
                workLeft -= measure.LogicalWork;

                // Within a transaction each statement is due when the one before it ends, and what failed ends it.
                due = workerFree;
                if (measure.Failed)
                {
                    break;
                }
            }
        }

        var span = schedule.Count == 0 ? 0 : Math.Max(workerFree, schedule[^1].AtSeconds);
        return (true, Stopwatch.GetElapsedTime(started).TotalSeconds, span, keys);
    }

    /// <summary>The profile's statements bound to the shadow's keys; null for what may not run in a rehearsal.</summary>
    private async Task<IReadOnlyList<LoadStatement?>> BindAsync(IRehearsalSession session, WorkloadRunRequest request, CancellationToken cancellationToken)
    {
        var builder = new LoadPlanBuilder(session, dialect.Language, request.Seed);
        var statements = new List<LoadStatement?>();
        foreach (var item in request.Profile.Items)
        {
            statements.Add(StatementGuard.Allows(item.Template.Text, dialect.Language) ? await builder.StatementAsync(item, cancellationToken) : null);
        }

        return statements;
    }

    private async Task<WorkloadRun?> FindAsync(string connection, string runId, CancellationToken cancellationToken)
    {
        await using var shadow = await dialect.OpenShadowAsync(connection, cancellationToken);
        await ShadowLedger.CreateAsync(shadow, cancellationToken);
        await using var transaction = await shadow.BeginTransactionAsync(cancellationToken);
        await using var statements = new StatementCache(shadow, transaction);
        return await new ShadowLedger(statements).FindAsync<WorkloadRun>(Runs, runId, cancellationToken);
    }

    private async Task KeepAsync(string connection, WorkloadRun run, CancellationToken cancellationToken)
    {
        await using var shadow = await dialect.OpenShadowAsync(connection, cancellationToken);
        await using var transaction = await shadow.BeginTransactionAsync(cancellationToken);
        await using var statements = new StatementCache(shadow, transaction);
        await new ShadowLedger(statements).PutAsync(Runs, run.Id, run, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
