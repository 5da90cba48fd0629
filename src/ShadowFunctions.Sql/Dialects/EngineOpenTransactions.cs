using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>Looks at open transactions in the dialect of each store's connection string, and does not wait long for an answer.</summary>
/// <param name="dialects">The engines.</param>
/// <param name="time">Clock of the patience.</param>
public sealed class EngineOpenTransactions(SqlDialects dialects, TimeProvider time) : IOpenTransactions
{
    /// <summary>How long a look may take: signing in to a server that is busy takes a second or two, one that is away never ends.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1031", Justification = "Whatever went wrong is told in the answer: a look must not stop a change.")]
    public async Task<TransactionLook> LookAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (store.ProductionConnection is not { } connection)
        {
            return TransactionLook.Not("no production connection is set.");
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await dialects.Of(connection).LookAtTransactionsAsync(connection, either.Token);
        }
        catch (Exception) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return TransactionLook.Not($"production did not answer within {Patience.TotalSeconds} seconds.");
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return TransactionLook.Not(error.Message);
        }
    }
}
