using Npgsql;

namespace ShadowFunctions.Sql.Load;

/// <summary>
/// A PostgreSQL shadow under load: a database copied from the shadow as its template, dropped afterwards, so the shadow stays as it was.
/// Parameters travel as text and the server finds their types, as it does for literals.
/// </summary>
public sealed class PostgresLoadTarget : ILoadTarget
{
    private readonly string? _administration;
    private readonly string _connection;
    private readonly string _database;
    private readonly PostgresCounters _counters;
    private long _traffic;

    private PostgresLoadTarget(string? administration, string connection)
    {
        (_administration, _connection) = (administration, connection);
        _database = new NpgsqlConnectionStringBuilder(connection).Database!;
        _counters = new PostgresCounters(connection);
    }

    /// <summary>Copies the shadow's database into a new one of its server.</summary>
    /// <exception cref="PostgresException">The right to create databases is missing, or someone is connected to the shadow.</exception>
    public static async Task<PostgresLoadTarget> CreateAsync(string shadowConnection, CancellationToken cancellationToken)
    {
        var shadow = new NpgsqlConnectionStringBuilder(shadowConnection);
        var copy = new NpgsqlConnectionStringBuilder(shadowConnection) { Database = $"{shadow.Database}_load_{Environment.ProcessId}" };
        var administration = new NpgsqlConnectionStringBuilder(shadowConnection) { Database = "postgres", Pooling = false }.ConnectionString;
        var target = new PostgresLoadTarget(administration, copy.ConnectionString);
        NpgsqlConnection.ClearAllPools();
        await RunAsync(administration, $"DROP DATABASE IF EXISTS {Quote(copy.Database!)}", cancellationToken);
        await RunAsync(administration, $"CREATE DATABASE {Quote(copy.Database!)} TEMPLATE {Quote(shadow.Database!)}", cancellationToken);
        return target;
    }

    /// <summary>Runs on a database as it is, and leaves in it what the load changes: for databases made for the purpose.</summary>
    public static PostgresLoadTarget InPlace(string connection) => new(null, connection);

    /// <inheritdoc/>
    public ILoadConnection Open(LoadPlan plan) =>
        new PostgresLoadConnection(new NpgsqlConnectionStringBuilder(_connection), plan, bytes => Interlocked.Add(ref _traffic, bytes));

    /// <inheritdoc/>
    public async Task<ServerCounters> ReadCountersAsync(CancellationToken cancellationToken) =>
        await _counters.ReadAsync(cancellationToken) with { NetworkBytes = Interlocked.Read(ref _traffic) };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _counters.DisposeAsync();
        if (_administration is not null)
        {
            await RunAsync(_administration, $"DROP DATABASE IF EXISTS {Quote(_database)}", CancellationToken.None);
        }
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Text is built from quoted names only.")]
    private static async Task RunAsync(string connection, string text, CancellationToken cancellationToken)
    {
        await using var opened = new NpgsqlConnection(connection);
        await opened.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(text, opened) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
