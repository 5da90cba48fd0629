using Microsoft.Extensions.Time.Testing;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Local.Demo;
using ShadowFunctions.TestKit.Data;

namespace ShadowFunctions.Local.Tests.Demo;

public sealed class LocalOpenTransactionsTests : OpenTransactionsConformance
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<LocalTransaction> _open = [new("another", DateTimeOffset.MinValue, DateTimeOffset.MaxValue)];

    protected override Store Store { get; } = new() { Id = "orders", ResourceId = "/x", Region = "x", ProductionConnection = "Data Source=file.db" };

    protected override IOpenTransactions Transactions => new LocalOpenTransactions(_open, _time);

    protected override Task<IAsyncDisposable> BeginAsync()
    {
        var transaction = new LocalTransaction(Store.Id, _time.GetUtcNow(), DateTimeOffset.MaxValue);
        _open.Add(transaction);
        return Task.FromResult<IAsyncDisposable>(new Ending(() => _open.Remove(transaction)));
    }

    protected override Task PassAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(30));
        return Task.CompletedTask;
    }

    private sealed class Ending(Func<bool> end) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            _ = end();
            return ValueTask.CompletedTask;
        }
    }
}
