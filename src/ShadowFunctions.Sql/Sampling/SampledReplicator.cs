using System.Data.Common;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Masking;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>
/// Copies whole entities of production into the shadow: universe sampling by the key of the entity root with its followers, masked in the
/// pipe, first by keyset pages and then by the change log. Rows, position and result are committed together in the shadow; a pass reads
/// production in one snapshot and stops within one page of <see cref="SamplingBudget.PageRows"/> rows (or one entity) after its budget.
/// Without a change log on production the first copy is made and then kept as it is.
/// </summary>
/// <param name="dialect">The engine of production and shadow.</param>
/// <param name="keys">Where the masking key comes from.</param>
public sealed class SampledReplicator(ISqlDialect dialect, IMaskingKeyProvider keys) : IReplicator
{
    private const string Batches = "batch";
    private const string States = "state";
    private const string Current = "replicator";

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
            await using var statements = new StatementCache(shadow, transaction);
            var ledger = new ShadowLedger(statements);
            if (await ledger.FindAsync<ReplicationBatch>(Batches, request.BatchId, cancellationToken) is { } recorded)
            {
                return recorded;
            }

            var batch = Stopped(request) is { } guard
                ? Empty(store, request, guard, (await StateAsync(ledger, cancellationToken))?.Coverage ?? 0)
                : await CopyAsync(store, request, from, new Target(shadow, transaction, statements, ledger), cancellationToken);
            await ledger.PutAsync(Batches, request.BatchId, batch, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return batch;
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

    private async Task<ReplicationBatch> CopyAsync(
        Store store, ReplicationRequest request, string from, Target target, CancellationToken cancellationToken)
    {
        var key = await keys.GetKeyAsync(store.Id, cancellationToken);
        await using var production = await dialect.OpenProductionAsync(from, cancellationToken);
        await using var snapshot = await dialect.BeginSnapshotAsync(production, cancellationToken);
        var recorded = await StateAsync(target.Ledger, cancellationToken);
        var plan = await new PlanReader(dialect).ReadAsync(production, request.Settings.EntityRoot, recorded?.Root, cancellationToken);
        var masks = new MaskingPlan(plan.Schema, request.Settings.Masking, plan.Cut);
        var log = await dialect.ChangeLogAsync(production, cancellationToken);
        var fingerprint = CopyFingerprint.Of(plan, request.Settings, key);
        var state = recorded is not null && recorded.Fingerprint == fingerprint && Reaches(log, recorded)
            ? recorded
            : await StartAsync(plan, fingerprint, recorded?.Salt ?? request.Seed, log, target, cancellationToken);

        var budget = new SamplingBudget(
            request.RowsPerSecond * request.WindowSeconds, request.Settings.MaxBytesPerSecond * request.WindowSeconds);
        await using var reader = new ProductionReader(dialect, production, snapshot, budget);
        var writer = new ShadowWriter(dialect, target.Statements, plan, budget);
        var sampler = new UniverseSampler(request.Settings.SampleFraction, state.Salt);
        var copier = new RowCopier(plan, sampler, new Masker(masks, new Tokenizer(key)), reader, writer);
        (state, var waiting) = await new SamplingPass(plan, reader, copier, budget, key).RunAsync(state, cancellationToken);

        var coverage = await CoverageAsync(plan, production, target, cancellationToken);
        await target.Ledger.PutAsync(States, Current, state with { Coverage = coverage }, cancellationToken);
        return new ReplicationBatch
        {
            Id = request.BatchId,
            StoreId = store.Id,
            At = request.At,
            Rows = budget.RowsWritten,
            Bytes = budget.BytesWritten,
            RowsRead = budget.RowsRead,
            Seconds = request.RowsPerSecond > 0 ? budget.RowsRead / request.RowsPerSecond : 0,
            Guard = waiting ? ReasonCode.RateLimited : null,
            MoreWaiting = waiting,
            Coverage = coverage,
        };
    }

    /// <summary>False when entries that were not yet worked off have been removed from the log, or the log is new or gone.</summary>
    private static bool Reaches(ChangeLogState? log, ReplicatorState state) =>
        log is null ? state.ChangePosition is null : state.ChangePosition >= log.Oldest && state.ChangePosition <= log.Newest;

    private async Task<ReplicatorState> StartAsync(
        EntityPlan plan, string fingerprint, long salt, ChangeLogState? log, Target target, CancellationToken cancellationToken)
    {
        await dialect.RecreateTablesAsync(target.Connection, target.Transaction, plan.Schema, cancellationToken);
        return new ReplicatorState { Fingerprint = fingerprint, Salt = salt, Root = plan.Root, ChangePosition = log?.Newest };
    }

    private async Task<double> CoverageAsync(EntityPlan plan, DbConnection production, Target target, CancellationToken cancellationToken)
    {
        if (plan.Root is null)
        {
            return 0;
        }

        var root = plan[plan.Root].Table;
        var there = await dialect.EstimateRowsAsync(production, root, cancellationToken);
        var here = await target.Statements.QueryAsync($"SELECT count(*) FROM {dialect.Quote(root.Name)}", [], cancellationToken);
        return there <= 0 ? 0 : Math.Min(1, Convert.ToDouble(here[0][0], System.Globalization.CultureInfo.InvariantCulture) / there);
    }

    private sealed record Target(DbConnection Connection, DbTransaction Transaction, StatementCache Statements, ShadowLedger Ledger);
}
