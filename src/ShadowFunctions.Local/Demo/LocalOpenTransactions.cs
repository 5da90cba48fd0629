using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Local.Demo;

/// <summary>Emulated production's open transactions: those it was given, since its files know none.</summary>
/// <param name="transactions">What is open when.</param>
/// <param name="time">The emulated clock.</param>
public sealed class LocalOpenTransactions(IReadOnlyList<LocalTransaction> transactions, TimeProvider time) : IOpenTransactions
{
    /// <inheritdoc/>
    public Task<TransactionLook> LookAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        cancellationToken.ThrowIfCancellationRequested();
        if (store.ProductionConnection is null)
        {
            return Task.FromResult(TransactionLook.Not("no production connection is set."));
        }

        var now = time.GetUtcNow();
        var ages = transactions.Where(t => t.StoreId == store.Id && t.From <= now && now < t.Until).Select(t => (double?)(now - t.From).TotalSeconds);
        return Task.FromResult(new TransactionLook(ages.Max()));
    }
}
