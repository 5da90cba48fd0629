using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.Data;

/// <summary>What every <see cref="IOpenTransactions"/> promises.</summary>
public abstract class OpenTransactionsConformance
{
    /// <summary>Cancelled with the test.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A store on which nothing is open.</summary>
    protected abstract Store Store { get; }

    /// <summary>What is tested.</summary>
    protected abstract IOpenTransactions Transactions { get; }

    /// <summary>Lets somebody else open a transaction on the store, which ends when it is disposed.</summary>
    protected abstract Task<IAsyncDisposable> BeginAsync();

    /// <summary>Lets some time pass.</summary>
    protected abstract Task PassAsync();

    [Fact]
    public async Task Where_nothing_is_open_the_look_says_so() => Assert.Equal(new TransactionLook(null), await Transactions.LookAsync(Store, Cancel));

    [Fact]
    public async Task The_oldest_open_transaction_is_told_until_it_ends()
    {
        await using var first = await BeginAsync();
        await PassAsync();
        var alone = (await Transactions.LookAsync(Store, Cancel)).OldestSeconds;
        Assert.True(alone > 0, $"{alone}");

        await using var second = await BeginAsync();
        await PassAsync();
        var oldest = (await Transactions.LookAsync(Store, Cancel)).OldestSeconds;
        Assert.True(oldest > alone, $"{oldest} > {alone}");

        await first.DisposeAsync();
        var younger = (await Transactions.LookAsync(Store, Cancel)).OldestSeconds;
        Assert.True(younger > 0 && younger < oldest, $"{younger} < {oldest}");

        await second.DisposeAsync();
        Assert.Equal(new TransactionLook(null), await Transactions.LookAsync(Store, Cancel));
    }

    [Fact]
    public async Task A_store_without_a_connection_cannot_be_seen_and_that_is_said()
    {
        var look = await Transactions.LookAsync(Store with { ProductionConnection = null }, Cancel);
        Assert.Null(look.OldestSeconds);
        Assert.Contains("no production connection", look.Unseen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_look_is_no_answer()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Transactions.LookAsync(Store, cancelled.Token));
    }
}
