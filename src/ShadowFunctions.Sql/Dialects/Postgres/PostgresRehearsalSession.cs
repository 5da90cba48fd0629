using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using ShadowFunctions.Sql.Schema;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>
/// Measures statements on a PostgreSQL shadow inside one transaction that is rolled back, by the server's own instruments (EXPLAIN with buffers
/// and log, and the session's counters for triggers). Pages are counted as <c>pg_stat_statements</c> counts production's. The plan is the one for unknown parameters, the only one that
/// production can be asked for without its values.
/// </summary>
internal sealed class PostgresRehearsalSession : IRehearsalSession
{
    private const string Explain = "EXPLAIN (ANALYZE, BUFFERS, WAL, TIMING OFF, FORMAT JSON) ";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly Dictionary<string, (PostgresPlan? Plan, int Places)> _plans = new(StringComparer.Ordinal);

    private PostgresRehearsalSession(NpgsqlConnection connection, NpgsqlTransaction transaction, DatabaseSchema schema) =>
        (_connection, _transaction, Schema) = (connection, transaction, schema);

    public DatabaseSchema Schema { get; }

    public long WorkPerSecond => 200_000;

    /// <summary>Starts the transaction. References are checked with each statement, as on production.</summary>
    public static async Task<PostgresRehearsalSession> OpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SET CONSTRAINTS ALL IMMEDIATE", connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new PostgresRehearsalSession(connection, transaction, await PostgresSchemaReader.ReadAsync(connection, cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<object>> ValuesAsync(string table, string column, bool repeated, int limit, CancellationToken cancellationToken)
    {
        var name = PostgresDialect.QuoteName(column);
        var from = PostgresShadowTables.Name(Schema.Find(table) ?? throw new ArgumentException($"The shadow has no table '{table}'.", nameof(table)));
        await using var command = Command($"""
            WITH v AS (SELECT {(repeated ? "" : "DISTINCT ")}{name} AS value FROM {from} WHERE {name} IS NOT NULL),
                 n AS (SELECT value, row_number() OVER (ORDER BY value) - 1 AS rank, count(*) OVER () AS total FROM v)
            SELECT value FROM n WHERE rank * @limit / total > (rank - 1) * @limit / total OR rank = 0 OR total <= @limit ORDER BY rank LIMIT @limit
            """);
        command.Parameters.AddWithValue("limit", limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<object>();
        while (await reader.ReadAsync(cancellationToken))
        {
            values.Add(CanonicalValue.Of(reader.GetValue(0))!);
        }

        return values;
    }

    public async Task<StatementMeasure> RunAsync(
        string text, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        if (!_plans.TryGetValue(text, out var known))
        {
            _plans[text] = known = (await PostgresPlans.FindAsync(_transaction, text, cancellationToken), Places(text));
        }

        var started = Stopwatch.GetTimestamp();
        await _transaction.SaveAsync("before", cancellationToken);
        try
        {
            var mayChange = !text.AsSpan().TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase);
            var before = mayChange ? await PostgresTriggerCost.ReadAsync(_transaction, cancellationToken) : default;
            await using var command = Bind(Explain + text, known.Plan, known.Places, parameters);
            using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(cancellationToken))!);
            var root = plan.RootElement[0];
            var (cost, asked) = Cost(root.GetProperty("Plan"));
            if (mayChange && PostgresTriggerCost.Calls(root) is > 0 and var calls)
            {
                cost = (await PostgresTriggerCost.ReadAsync(_transaction, cancellationToken)).AddTo(cost, asked, calls, before);
            }

            var seconds = root.GetProperty("Execution Time").GetDouble() / 1000;
            return cost with { CpuSeconds = seconds, Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds, PlanHash = known.Plan?.Shape };
        }
        catch (PostgresException)
        {
            await _transaction.RollbackAsync("before", cancellationToken);
            return new StatementMeasure(true, 0, 0, 0, 0, 0, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>The measure, and the pages of tables asked for. Buffers and log of the top node include those below.</summary>
    private static (StatementMeasure Cost, long Asked) Cost(JsonElement plan)
    {
        long Number(string name) => plan.TryGetProperty(name, out var value) ? (long)value.GetDouble() : 0;
        var read = Number("Shared Read Blocks") + Number("Temp Read Blocks");
        var changed = Number("Shared Dirtied Blocks") + Number("Temp Written Blocks");
        var isQuery = plan.GetProperty("Node Type").GetString() != "ModifyTable";

        // A change that returns nothing shows no rows at its top: what came from below was changed.
        var rows = isQuery || !plan.TryGetProperty("Plans", out var below) ? Number("Actual Rows") : Math.Max(Number("Actual Rows"), Rows(below[0]));
        var pages = Number("Shared Hit Blocks") + read + changed;
        var cost = new StatementMeasure(false, pages, read + changed, Number("WAL Bytes"), isQuery ? rows * Number("Plan Width") : 0, 0, 0)
        {
            Rows = rows,
        };
        return (cost, Number("Shared Hit Blocks") + Number("Shared Read Blocks"));
    }

    private static long Rows(JsonElement node) => (long)(node.GetProperty("Actual Rows").GetDouble() * node.GetProperty("Actual Loops").GetDouble());

    /// <summary>How many parameters by place a template has.</summary>
    internal static int Places(string text) => SqlTokens.Read(text, StatementLanguage.PostgreSql)
        .Where(t => t.Kind == TokenKind.Parameter && t.Text.StartsWith('$'))
        .Select(t => int.Parse(t.Text.AsSpan(1), CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();

    /// <summary>Binds parameters by place, in the types the server takes them for.</summary>
    private NpgsqlCommand Bind(string text, PostgresPlan? plan, int places, IReadOnlyDictionary<string, object?> parameters)
    {
        var command = Command(text);
        for (var i = 1; i <= places; i++)
        {
            var value = parameters.GetValueOrDefault($"${i}");
            var parameter = new NpgsqlParameter { Value = (plan is null ? value : plan.Fit(i - 1, value)) ?? DBNull.Value };
            if (value is string or null)
            {
                // The server finds the type, as it does for a literal.
                parameter.NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Unknown;
            }

            command.Parameters.Add(parameter);
        }

        return command;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "A rehearsal runs the templates it was given; it is rolled back.")]
    private NpgsqlCommand Command(string text) => new(text, _connection, _transaction);
}
