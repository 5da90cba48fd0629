using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>
/// Looks at which transactions are open on production, because a change of size ends them. Reads only the engine's own views; writes, locks
/// and keeps nothing. One statement outside of a transaction counts as one for as long as it runs; what this product itself has open does not count.
/// </summary>
public interface IOpenTransactions
{
    /// <summary>
    /// The age of the oldest one. Ends within seconds and throws only when cancelled: whatever could not be seen is told in the answer, since a
    /// look that fails must not stop a change.
    /// </summary>
    Task<TransactionLook> LookAsync(Store store, CancellationToken cancellationToken);
}
