using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Telemetry;

/// <summary>
/// Tells of what was written, once it is written: every fact of the app passes through its state, so it is counted here and nowhere else.
/// A crash between the write and the count loses a count, never a fact.
/// </summary>
internal sealed class ObservedStateStore(IStateStore inner, ShadowTelemetry telemetry, TimeProvider time) : IStateStore
{
    /// <inheritdoc/>
    public Task<Versioned<T>?> GetAsync<T>(string kind, string partition, string id, CancellationToken cancellationToken) =>
        inner.GetAsync<T>(kind, partition, id, cancellationToken);

    /// <inheritdoc/>
    public async Task<string> PutAsync<T>(string kind, string partition, string id, T value, string? ifMatch, CancellationToken cancellationToken)
    {
        var version = await inner.PutAsync(kind, partition, id, value, ifMatch, cancellationToken);
        Observe(value, isNew: ifMatch is null);
        return version;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string kind, string partition, string id, CancellationToken cancellationToken) =>
        inner.DeleteAsync(kind, partition, id, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Versioned<T>> ListAsync<T>(string kind, string partition, string? fromId, CancellationToken cancellationToken) =>
        inner.ListAsync<T>(kind, partition, fromId, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Versioned<T>> ListLastAsync<T>(string kind, string partition, int count, CancellationToken cancellationToken) =>
        inner.ListLastAsync<T>(kind, partition, count, cancellationToken);

    private void Observe(object? value, bool isNew)
    {
        switch (value)
        {
            case Decision decision when isNew:
                telemetry.Decided(decision);
                break;
            case ScaleOperation operation when !isNew:
                telemetry.OperationChanged(operation);
                break;
            case StoreCycle { EndedAt: not null } pass:
                telemetry.PassEnded(pass);
                break;
            case Cycle { Status: CycleStatus.Dispatched } cycle:
                telemetry.CycleDispatched(cycle, time.GetUtcNow());
                break;

            // Written twice a cycle: with the plan of the cycle before, then with its own.
            case PredictionWithPlan both when both.Plan.CycleId != both.Prediction.CycleId:
                telemetry.Predicted(both.Prediction);
                break;
            case ShadowState { LastBatch: { } batch, LastReplicationAt: { } at } when batch.At == at && batch.At == time.GetUtcNow():
                telemetry.Replicated(batch);
                break;
            case ShadowAccount account:
                telemetry.Charged(account);
                break;
            case WriteBudget budget:
                telemetry.BudgetChanged(budget);
                break;
            default:
                break;
        }
    }
}
