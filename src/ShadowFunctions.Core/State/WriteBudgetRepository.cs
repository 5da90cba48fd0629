using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>The fleet's one budget of writes, shared by every process through optimistic concurrency.</summary>
public sealed class WriteBudgetRepository(IStateStore store) : StateDocuments<WriteBudget>(store, StateKinds.WriteBudget)
{
    private const string Id = "arm";

    /// <summary>The budget as it stands.</summary>
    public async Task<WriteBudget> GetAsync(CancellationToken cancellationToken) =>
        (await GetAsync(StateKinds.Fleet, Id, cancellationToken))?.Value ?? new WriteBudget();

    /// <summary>Changes the budget, decided anew on what another writer left. Null from <paramref name="change"/> leaves it as it is.</summary>
    /// <exception cref="ConcurrencyException">Others wrote without pause.</exception>
    public async Task<WriteBudget?> ChangeAsync(Func<WriteBudget, WriteBudget?> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var attempt = 1; ; attempt++)
        {
            var current = await GetAsync(StateKinds.Fleet, Id, cancellationToken);
            if (change(current?.Value ?? new WriteBudget()) is not { } next)
            {
                return null;
            }

            try
            {
                await PutAsync(StateKinds.Fleet, Id, next, current?.ETag, cancellationToken);
                return next;
            }
            catch (ConcurrencyException) when (attempt < Attempts)
            {
                // Another process was faster: its tokens are gone, the change is worked out again.
            }
        }
    }
}
