using ShadowFunctions.Sql.Load;

namespace ShadowFunctions.Sql.Workload;

/// <summary>What one rehearsal is asked for.</summary>
/// <param name="StoreConnection">Production: only read.</param>
/// <param name="ShadowConnection">The shadow: written.</param>
/// <param name="Document">The workload and the event.</param>
/// <param name="Seconds">Seconds of load, all steps together.</param>
/// <param name="Seed">Seed of every random choice.</param>
/// <param name="AllowSameServer">True lets the shadow be another database of production's server.</param>
public sealed record RehearsalRequest(
    string StoreConnection, string ShadowConnection, ProfileDocument Document, double Seconds, int Seed, bool AllowSameServer = false)
{
    /// <summary>A captured file that gives the mix; null takes the document's, or what the store recorded.</summary>
    public string? WorkloadFile { get; init; }

    /// <summary>Connections of the load.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>What the load must not pass, from the start of the load on; null for no limit.</summary>
    public Func<LoadLimits>? Limits { get; init; }

    /// <summary>Gives an Entra token for a scope: SQL Server and Azure SQL ask for one where the connection string does not sign in by itself.</summary>
    public Func<string, CancellationToken, ValueTask<(string Token, DateTimeOffset ExpiresOn)>>? Token { get; init; }

    /// <summary>Told what is being done.</summary>
    public Action<string> OnProgress { get; init; } = _ => { };
}
