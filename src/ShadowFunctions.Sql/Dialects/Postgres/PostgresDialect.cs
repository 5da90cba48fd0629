using System.Data.Common;
using System.Globalization;
using Npgsql;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Permissions;
using ShadowFunctions.Sql.Sampling;
using ShadowFunctions.Sql.Schema;
using ShadowFunctions.Sql.Statements;
using ShadowFunctions.Sql.Workload.Recording;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>PostgreSQL 15 and later. Production's changes are read from a logical replication slot, see <see cref="PostgresChangeLog"/>.</summary>
/// <param name="token">Gives a token in place of a password for servers on Azure; null to sign in as the connection string and the environment say.</param>
public sealed class PostgresDialect(Func<CancellationToken, ValueTask<string>>? token = null) : ISqlDialect, IStatementStatistics, IGrantedRights
{
    private const string AzureHost = ".postgres.database.azure.com";

    private const string Look = "SET default_transaction_read_only = on; SET lock_timeout = '2s'";

    // Values travel as text where no common type holds them: both sides must write and read it alike.
    private const string Notation =
        "SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC'; SET extra_float_digits = 1; SET bytea_output = 'hex'; SET lc_monetary = 'C'";

    /// <summary>Longest look into the change log, which ends a page whether or not something was found.</summary>
    internal TimeSpan LongestLook { get; init; } = TimeSpan.FromSeconds(PagePacer.TargetSeconds);

    /// <summary>Bytes of its log that production keeps for a copy that does not keep up; beyond it the copy is made anew.</summary>
    internal long MostKept { get; init; } = 8L << 30;

    /// <inheritdoc/>
    public string Engine => "PostgreSQL";

    /// <inheritdoc/>
    public StatementLanguage Language => StatementLanguage.PostgreSql;

    /// <inheritdoc/>
    public string Keeper => "pg_stat_statements";

    /// <inheritdoc/>
    public bool Accepts(string connection) => ConnectionKeywords.Of(connection).Contains("host");

    /// <inheritdoc/>
    public Task<IProductionSession> OpenProductionAsync(string connection, CancellationToken cancellationToken) =>
        PostgresProductionSession.OpenAsync(
            new PostgresProduction(
                (role, timeout) => OpenAsync(connection, role, PostgresProductionSession.Modesty, timeout, cancellationToken),
                async host => await StreamAsync(connection, host, cancellationToken),
                LongestLook,
                MostKept),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<TransactionLook> LookAtTransactionsAsync(string connection, CancellationToken cancellationToken)
    {
        await using var primary = await OpenAsync(connection, "primary", PostgresProductionSession.Modesty, 10, cancellationToken);
        await using var look = new NpgsqlCommand(PostgresLoad.OldestTransaction, primary);
        await using var reader = await look.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return !reader.GetBoolean(0) ? TransactionLook.Not("the role may not see what others do; grant it pg_read_all_stats.")
            : new TransactionLook(await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetDouble(1));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> MissingAsync(DbConnection production, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(production);
        await using var look = production.CreateCommand();
        look.CommandText = PostgresCatalog.MissingGrants;
        await using var reader = await look.ExecuteReaderAsync(cancellationToken);
        List<string> statements = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            statements.Add(reader.GetString(0));
        }

        return statements;
    }

    /// <inheritdoc/>
    public async Task<DbConnection> OpenShadowAsync(string connection, CancellationToken cancellationToken) =>
        await OpenAsync(connection, "any", "", 0, cancellationToken);

    /// <inheritdoc/>
    public Task<DatabaseSchema> ReadSchemaAsync(DbConnection connection, CancellationToken cancellationToken) =>
        PostgresSchemaReader.ReadAsync(connection, cancellationToken);

    /// <inheritdoc/>
    public async Task<long> EstimateRowsAsync(DbConnection connection, TableSchema table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        var estimate = await ScalarAsync(connection, PostgresCatalog.EstimateRows, cancellationToken, PostgresShadowTables.Name(table));
        return estimate > 0 ? estimate : await ScalarAsync(
            connection, $"SELECT count(*) FROM (SELECT FROM {PostgresShadowTables.Name(table)} LIMIT 100000) AS rows", cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RecreateTablesAsync(
        DbConnection shadow, DbTransaction transaction, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var old = await PostgresSchemaReader.ReadAsync(shadow, cancellationToken);
        string[] statements =
        [
            .. old.Tables.Select(t => $"DROP TABLE {PostgresShadowTables.Name(t)} CASCADE"),
            .. schema.Tables.Select(t => t.Schema).OfType<string>().Distinct().Select(s => $"CREATE SCHEMA IF NOT EXISTS {Quote(s)}"),
            .. schema.Tables.SelectMany(t => t.Definition),
            .. PostgresShadowTables.References(schema),
        ];
        foreach (var statement in statements)
        {
            await ExecuteAsync(shadow, statement, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task SettleAsync(DbConnection shadow, DbConnection production, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var order = await PostgresSettling.OrderAsync((NpgsqlConnection)production, cancellationToken);
        foreach (var table in schema.Tables)
        {
            await PostgresSettling.SettleAsync((NpgsqlConnection)shadow, table, order.GetValueOrDefault((table.Schema ?? "public", table.LocalName)), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<IRehearsalSession> OpenRehearsalAsync(string connection, CancellationToken cancellationToken) =>
        await PostgresRehearsalSession.OpenAsync((NpgsqlConnection)await OpenShadowAsync(connection, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<RecordedStatements?> ReadStatementsAsync(string connection, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var production = await OpenAsync(connection, "primary", Look, 60, cancellationToken);
        return await PgStatStatements.ReadAsync(production, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> ReadPlansAsync(
        string connection, IReadOnlyList<QueryTemplate> templates, CancellationToken cancellationToken)
    {
        await using var production = await OpenAsync(connection, "primary", Look, 60, cancellationToken);
        return await PostgresPlans.ShapesAsync(production, templates, cancellationToken);
    }

    /// <inheritdoc/>
    public string Quote(string identifier) => QuoteName(identifier);

    /// <inheritdoc/>
    public string Limit(string query, int rows) => string.Create(CultureInfo.InvariantCulture, $"{query} LIMIT {rows}");

    /// <inheritdoc/>
    public string Read(ColumnSchema column, string name)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.DataType == "money" ? $"{name}::numeric::text" : column.AsText ? $"{name}::text" : name;
    }

    /// <inheritdoc/>
    public string Write(ColumnSchema column, string parameter)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.DataType == "money" ? $"CAST(CAST({parameter} AS numeric) AS money)" : $"CAST({parameter} AS {column.DataType})";
    }

    /// <inheritdoc/>
    public string Upsert(TableSchema table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var names = table.Columns.Select(c => c.Name).ToList();
        var values = table.Columns.Select((c, i) => Write(c, $"@p{i}"));
        var rest = names.Except(table.Key, StringComparer.Ordinal).Select(n => $"{Quote(n)} = excluded.{Quote(n)}").ToList();
        return $"INSERT INTO {PostgresShadowTables.Name(table)} ({SqlText.Columns(this, names)}) VALUES ({string.Join(", ", values)}) " +
            $"ON CONFLICT ({SqlText.Columns(this, table.Key)}) DO {(rest.Count == 0 ? "NOTHING" : $"UPDATE SET {string.Join(", ", rest)}")}";
    }

    /// <inheritdoc/>
    public bool IsTransient(Exception exception) =>
        exception is NpgsqlException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.ObjectInUse }
        || exception is NpgsqlException { InnerException: System.Net.Sockets.SocketException or IOException or TimeoutException };

    internal static string QuoteName(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Signs in on the host that a connection has found; the settings of ours are not for a stream.</summary>
    private async Task<string> StreamAsync(string text, NpgsqlConnection host, CancellationToken cancellationToken)
    {
        var builder = await SignInAsync(text, cancellationToken);
        (builder.Host, builder.Port) = (host.Host, host.Port);
        builder.Remove("Target Session Attributes");
        return builder.ConnectionString;
    }

    private async Task<NpgsqlConnectionStringBuilder> SignInAsync(string text, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(text) { Pooling = false, ApplicationName = "shadow-functions" };
        if (token is not null && builder.Password is null && builder.Host?.Contains(AzureHost, StringComparison.OrdinalIgnoreCase) == true)
        {
            builder.Password = await token(cancellationToken);
            builder.SslMode = SslMode.VerifyFull;
        }

        return builder;
    }

    private async Task<NpgsqlConnection> OpenAsync(
        string text, string role, string settings, int statementSeconds, CancellationToken cancellationToken)
    {
        var builder = await SignInAsync(text, cancellationToken);
        if (builder.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            builder.TargetSessionAttributes = role;
        }

        var connection = new NpgsqlConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await ExecuteAsync(connection, $"{Notation}; SET statement_timeout = '{statementSeconds}s'; {settings}", cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Constant texts and catalogue definitions.")]
    private static async Task ExecuteAsync(DbConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Text is built from quoted catalogue names only.")]
    private static async Task<long> ScalarAsync(DbConnection connection, string text, CancellationToken cancellationToken, string? parameter = null)
    {
        await using var command = (NpgsqlCommand)connection.CreateCommand();
        command.CommandText = text;
        if (parameter is not null)
        {
            command.Parameters.AddWithValue("@p0", parameter);
        }

        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
