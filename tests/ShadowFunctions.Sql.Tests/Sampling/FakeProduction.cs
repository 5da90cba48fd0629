using System.Data.Common;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Tests.Sampling;

/// <summary>Production as a guard sees it: it tells headroom, and remembers at which instants a snapshot was held.</summary>
/// <param name="headroom">What it tells; the call takes as long as the function lets the clock pass.</param>
internal sealed class FakeProduction(Func<double?> headroom) : IProductionSession
{
    public int Looks { get; private set; }

    public int Snapshots { get; private set; }

    /// <summary>Times it was told that it shall rest.</summary>
    public int Rests { get; private set; }

    public bool HoldsSnapshot { get; private set; } = true;

    public DbConnection Connection => throw new NotSupportedException();

    public DbTransaction? Snapshot => null;

    public bool IsReplica => false;

    public Task ReleaseAsync(CancellationToken cancellationToken)
    {
        HoldsSnapshot = false;
        return Task.CompletedTask;
    }

    public Task RefreshAsync(CancellationToken cancellationToken)
    {
        (HoldsSnapshot, Snapshots) = (true, Snapshots + 1);
        return Task.CompletedTask;
    }

    public Task<double?> HeadroomAsync(double? vCores, CancellationToken cancellationToken)
    {
        Assert.False(HoldsSnapshot, "Within a snapshot an engine may repeat an old answer.");
        Looks++;
        return Task.FromResult(headroom());
    }

    public Task RestAsync(CancellationToken cancellationToken)
    {
        Rests++;
        return Task.CompletedTask;
    }

    public Task<ChangeLogState?> ChangeLogAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ChangePage> ReadChangesAsync(DatabaseSchema schema, long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AcknowledgeAsync(long position, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
