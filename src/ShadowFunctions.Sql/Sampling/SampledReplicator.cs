using System.Data.Common;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Masking;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>
/// Copies whole entities of production into the shadow: universe sampling by the key of the entity root with its followers, masked in the
/// pipe, first by keyset pages and then by the change log. Rows, position and result are committed together in the shadow; a pass reads each page
/// of production in a snapshot of its own and stops within one page of <see cref="SamplingBudget.PageRows"/> rows (or one entity) after its budget.
/// Without a change log on production the first copy is made and then kept as it is.
/// </summary>
/// <param name="dialect">The engine of production and shadow.</param>
/// <param name="keys">Where the masking key comes from.</param>
/// <param name="time">Clock by which rows per second are kept; null where time stands still during a pass, as in an emulation.</param>
public sealed class SampledReplicator(ISqlDialect dialect, IMaskingKeyProvider keys, TimeProvider? time = null) : IReplicator
{
    private const string Batches = "batch";
    private const string States = "state";
    private const string Current = "replicator";
    private const double LookAllowance = 1.05;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The schema cannot be sampled or a masking rule is wrong; the message names the remedy.</exception>
    public async Task<ReplicationBatch> SampleAsync(Store store, ReplicationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        if (store is not { ProductionConnection: { } from, ShadowConnection: { } to })
        {
            return Empty(store, request, ReasonCode.NoShadow, 0);
        }

        try
        {
            await using var shadow = await dialect.OpenShadowAsync(to, cancellationToken);
            await ShadowLedger.CreateAsync(shadow, cancellationToken);
            await using var transaction = await shadow.BeginTransactionAsync(cancellationToken);
            await using var statements = new StatementCache(shadow, transaction, prepares: true);
            var ledger = new ShadowLedger(statements);
            if (await ledger.FindAsync<ReplicationBatch>(Batches, request.BatchId, cancellationToken) is { } recorded)
            {
                return recorded;
            }

            if (Stopped(request) is { } guard)
            {
                var refused = Empty(store, request, guard, (await StateAsync(ledger, cancellationToken))?.Coverage ?? 0);
                await ledger.PutAsync(Batches, request.BatchId, refused, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return refused;
            }

            await using var production = await dialect.OpenProductionAsync(from, cancellationToken);
            var pass = await CopyAsync(store, request, production, new Target(shadow, transaction, statements, ledger), cancellationToken);
            await ledger.PutAsync(Batches, request.BatchId, pass.Batch, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            await FinishAsync(pass, production, shadow, cancellationToken);
            return pass.Batch;
        }
        catch (Exception e) when (dialect.IsTransient(e))
        {
            throw new TransientCloudException($"Sampling of store '{store.Id}' lost a connection: {e.Message}", e);
        }
    }

    private static ReasonCode? Stopped(ReplicationRequest request) =>
        !request.Settings.Enabled ? ReasonCode.NotDue
        : request.Headroom is { } free && free >= request.Settings.MinHeadroomFraction ? null
        : ReasonCode.NoHeadroom;

    private static ReplicationBatch Empty(Store store, ReplicationRequest request, ReasonCode guard, double coverage) =>
        new() { Id = request.BatchId, StoreId = store.Id, At = request.At, Guard = guard, Coverage = coverage };

    private static Task<ReplicatorState?> StateAsync(ShadowLedger ledger, CancellationToken cancellationToken) =>
        ledger.FindAsync<ReplicatorState>(States, Current, cancellationToken);

    /// <summary>What follows the commit; a pass that dies before it is made up for by the next.</summary>
    private async Task FinishAsync(Pass pass, IProductionSession production, DbConnection shadow, CancellationToken cancellationToken)
    {
        if (pass.Position is { } position)
        {
            await production.AcknowledgeAsync(position, cancellationToken);
        }

        if (pass.Unsettled is { } copy)
        {
            await dialect.SettleAsync(shadow, production.Connection, copy.Schema, cancellationToken);
            await using var transaction = await shadow.BeginTransactionAsync(cancellationToken);
            await using var statements = new StatementCache(shadow, transaction, prepares: true);
            await new ShadowLedger(statements).PutAsync(States, Current, copy.State with { IsSettled = true }, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private async Task<Pass> CopyAsync(
        Store store, ReplicationRequest request, IProductionSession production, Target target, CancellationToken cancellationToken)
    {
        if (request.Settings.RequireReplica && !production.IsReplica)
        {
            return new Pass(Empty(store, request, ReasonCode.ReplicaMissing, 0));
        }

        var key = await keys.GetKeyAsync(store.Id, cancellationToken);
        var recorded = await StateAsync(target.Ledger, cancellationToken);
        var plan = await new PlanReader(dialect).ReadAsync(production, request.Settings.EntityRoot, recorded?.Root, cancellationToken);
        var masks = new MaskingPlan(plan.Schema, request.Settings.Masking, plan.Cut);
        var log = await production.ChangeLogAsync(cancellationToken);
        var fingerprint = CopyFingerprint.Of(plan, request.Settings, key);
        var restart = recorded is null ? null : Restart(recorded, fingerprint, log);
        var state = recorded is not null && restart is null
            ? recorded
            : await StartAsync(plan, fingerprint, recorded?.Salt ?? request.Seed, log, target, cancellationToken);

        var budget = new SamplingBudget(
            request.RowsPerSecond * request.WindowSeconds, request.Settings.MaxBytesPerSecond * request.WindowSeconds);
        await using var reader = new ProductionReader(dialect, production, budget);
        var writer = new ShadowWriter(dialect, target.Statements, plan, budget);
        var sampler = new UniverseSampler(request.Settings.SampleFraction, state.Salt);
        state = state.Pools is null ? state with { Pools = await ShufflePools.ReadAsync(plan, masks, reader, key, cancellationToken) } : state;
        var copier = new RowCopier(plan, sampler, new Masker(masks, key, ShufflePools.Open(state.Pools!, key)), reader, writer);
        var watch = new HeadroomWatch(production, request.Settings, AllowedLook(state), time ?? TimeProvider.System);
        var guard = new PassGuard(request, production, budget, watch, time);
        (state, var waiting) = await RunAsync(new SamplingPass(plan, reader, copier, budget, guard, key), state, plan, store, cancellationToken);
        await production.ReleaseAsync(cancellationToken);

        var coverage = await CoverageAsync(plan, production.Connection, target, cancellationToken);
        state = state with { Coverage = coverage, LookMilliseconds = time is null ? null : watch.Best?.TotalMilliseconds };
        await target.Ledger.PutAsync(States, Current, state, cancellationToken);
        var batch = new ReplicationBatch
        {
            Id = request.BatchId,
            StoreId = store.Id,
            At = request.At,
            Rows = budget.RowsWritten,
            Bytes = budget.BytesWritten,
            RowsRead = budget.RowsRead,
            Seconds = request.RowsPerSecond > 0 ? budget.RowsRead / request.RowsPerSecond : 0,
            Guard = waiting ? guard.Reason : null,
            Restart = restart,
            MoreWaiting = waiting,
            Coverage = coverage,
        };
        return new Pass(batch, state.ChangePosition, waiting || state.IsSettled ? null : new Unsettled(plan.Schema, state));
    }

    /// <summary>What counts as the shortest look: the one recorded, which may have become longer since, as on another network.</summary>
    private static TimeSpan? AllowedLook(ReplicatorState state) =>
        state.LookMilliseconds is { } recorded ? TimeSpan.FromMilliseconds(recorded * LookAllowance) : null;

    /// <summary>Between two pages production may change its schema: what fails because of that is repeated with the schema read anew.</summary>
    private async Task<(ReplicatorState State, bool Waiting)> RunAsync(
        SamplingPass pass, ReplicatorState state, EntityPlan plan, Store store, CancellationToken cancellationToken)
    {
        try
        {
            return await pass.RunAsync(state, cancellationToken);
        }
        catch (DbException e) when (!dialect.IsTransient(e))
        {
            await using var again = await dialect.OpenProductionAsync(store.ProductionConnection!, cancellationToken);
            var now = await new PlanReader(dialect).ReadAsync(again, plan.Root, plan.Root, cancellationToken);
            if (now.Schema.Tables.SelectMany(t => t.Definition).SequenceEqual(plan.Schema.Tables.SelectMany(t => t.Definition)))
            {
                throw;
            }

            throw new TransientCloudException($"The schema of store '{store.Id}' changed during the pass: {e.Message}", e);
        }
    }

    /// <summary>
    /// Why the copy must start anew; null when it goes on. The log is of no use when entries that were not yet worked off have been removed
    /// from it, or when it is new or gone.
    /// </summary>
    private static ReasonCode? Restart(ReplicatorState state, string fingerprint, ChangeLogState? log)
    {
        var reaches = log is null
            ? state.ChangePosition is null
            : state.ChangePosition >= log.Oldest && state.ChangePosition <= log.Newest;
        return state.Fingerprint != fingerprint ? ReasonCode.CopyChanged : reaches ? null : ReasonCode.PositionLost;
    }

    private async Task<ReplicatorState> StartAsync(
        EntityPlan plan, string fingerprint, long salt, ChangeLogState? log, Target target, CancellationToken cancellationToken)
    {
        await dialect.RecreateTablesAsync(target.Connection, target.Transaction, plan.Schema, cancellationToken);
        return new ReplicatorState { Fingerprint = fingerprint, Salt = salt, Root = plan.Root, ChangePosition = log?.Start };
    }

    private async Task<double> CoverageAsync(EntityPlan plan, DbConnection production, Target target, CancellationToken cancellationToken)
    {
        if (plan.Root is null)
        {
            return 0;
        }

        var root = plan[plan.Root].Table;
        var there = await dialect.EstimateRowsAsync(production, root, cancellationToken);
        var here = await target.Statements.QueryAsync(SqlText.Count(dialect, root), [], cancellationToken);
        return there <= 0 ? 0 : Math.Min(1, Convert.ToDouble(here[0][0], System.Globalization.CultureInfo.InvariantCulture) / there);
    }

    /// <summary>What a pass came to; <c>Position</c> is how far the log is worked off.</summary>
    private sealed record Pass(ReplicationBatch Batch, long? Position = null, Unsettled? Unsettled = null);

    /// <summary>A complete copy whose rows do not yet lie as production's do.</summary>
    private sealed record Unsettled(DatabaseSchema Schema, ReplicatorState State);

    private sealed record Target(DbConnection Connection, DbTransaction Transaction, StatementCache Statements, ShadowLedger Ledger);
}
