using Npgsql;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Workload;

/// <summary>The recorded mix of a PostgreSQL store: <c>pg_stat_statements</c> since its last reset.</summary>
public static class PgStatStatements
{
    private const int MostTemplates = 50;

    // A role of its own for sampling keeps the sampler's reads out of the mix; where everyone is one role, all count.
    private const string Text = """
        SELECT s.query, s.calls::float8, s.calls / greatest(1, extract(epoch FROM now() - i.stats_reset))::float8
        FROM pg_stat_statements s, pg_stat_statements_info i
        WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND s.calls > 1
            AND (s.userid <> current_user::regrole OR NOT EXISTS (SELECT FROM pg_stat_statements o WHERE o.dbid = s.dbid AND o.userid <> current_user::regrole))
        ORDER BY s.total_exec_time DESC LIMIT 500
        """;

    /// <summary>The templates that took most of the server's time, at their mean rates. Statements that are refused are left out.</summary>
    /// <exception cref="ProfileException">The store keeps no such statistics.</exception>
    public static async Task<WorkloadProfile> ReadAsync(string connection, string name, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, WorkloadItem>(StringComparer.Ordinal);
        try
        {
            await using var opened = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false, Options = "-c default_transaction_read_only=on" }.ConnectionString);
            await opened.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Text, opened);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken) && found.Count < MostTemplates)
            {
                if (LiteralStripper.TryStrip(reader.GetString(0), StatementLanguage.PostgreSql, null, out var template, out _) && !IsOfCatalogue(template.Text))
                {
                    var rate = reader.GetDouble(2) + (found.GetValueOrDefault(template.Id)?.RatePerSecond ?? 0);
                    found[template.Id] = new WorkloadItem(template, rate);
                }
            }
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.ObjectNotInPrerequisiteState)
        {
            throw new ProfileException("statements is empty, and the store has no pg_stat_statements; install the extension there, or write the mix into the file.", e);
        }

        return found.Count > 0
            ? new WorkloadProfile(name, [.. found.Values])
            : throw new ProfileException("statements is empty, and pg_stat_statements of the store holds no statement that can be rehearsed; write the mix into the file.");
    }

    private static bool IsOfCatalogue(string text) =>
        text.Contains("pg_", StringComparison.OrdinalIgnoreCase) || text.Contains("information_schema", StringComparison.OrdinalIgnoreCase);
}
