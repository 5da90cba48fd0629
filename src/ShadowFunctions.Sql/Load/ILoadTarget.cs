namespace ShadowFunctions.Sql.Load;

/// <summary>The server, or the copy of a file, that a load runs against.</summary>
public interface ILoadTarget : IAsyncDisposable
{
    /// <summary>Opens one more connection with the plan's statements prepared.</summary>
    ILoadConnection Open(LoadPlan plan);

    /// <summary>Reads the server's counters.</summary>
    Task<ServerCounters> ReadCountersAsync(CancellationToken cancellationToken);
}
