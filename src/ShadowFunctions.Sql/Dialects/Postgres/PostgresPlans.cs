using Npgsql;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects.Plans;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>
/// The plan PostgreSQL would choose for a template whatever its parameters are. The statement is planned and not run, so production can be asked
/// as well as a shadow, in a read-only transaction too.
/// </summary>
internal static class PostgresPlans
{
    private const string Name = "shadow_plan";

    private const string TypesOf = $"SELECT parameter_types::text[] FROM pg_prepared_statements WHERE name = '{Name}'";

    /// <summary>The shapes by template id, of those that can be planned. The connection must have no transaction under way.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ShapesAsync(
        NpgsqlConnection connection, IReadOnlyList<QueryTemplate> templates, CancellationToken cancellationToken)
    {
        var shapes = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var template in templates)
        {
            if (await FindAsync(transaction, template.Text, cancellationToken) is { } plan)
            {
                shapes[template.Id] = plan.Shape;
            }
        }

        return shapes;
    }

    /// <summary>
    /// The plan of a template; null when the server cannot plan it, as when one of its parameters could be of any type. All of it happens behind a
    /// savepoint and under a name of its own: the transaction goes on as before, holds no further lock, and keeps its prepared statements.
    /// </summary>
    /// <param name="transaction">The transaction to ask in.</param>
    /// <param name="text">A template with parameters <c>$1</c>, <c>$2</c>, ….</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<PostgresPlan?> FindAsync(NpgsqlTransaction transaction, string text, CancellationToken cancellationToken)
    {
        var count = PostgresRehearsalSession.Places(text);
        if (count == 0 && text.Contains('@', StringComparison.Ordinal))
        {
            // Parameters by name are the driver's, not the server's.
            return null;
        }

        await transaction.SaveAsync(Name, cancellationToken);
        var (plan, isPrepared) = ((PostgresPlan?)null, false);
        try
        {
            await ExecuteAsync(transaction, "SET LOCAL plan_cache_mode = force_generic_plan", cancellationToken);
            await ExecuteAsync(transaction, $"PREPARE {Name} AS {text}", cancellationToken);
            isPrepared = true;
            var types = (string[])(await ExecuteAsync(transaction, TypesOf, cancellationToken))!;
            var values = count == 0 ? "" : $"({string.Join(", ", Enumerable.Repeat("NULL", count))})";
            var explained = (string)(await ExecuteAsync(transaction, $"EXPLAIN (FORMAT JSON) EXECUTE {Name}{values}", cancellationToken))!;
            plan = new PostgresPlan(PlanShape.OfPostgres(explained), types);
        }
        catch (PostgresException)
        {
            // Not to be planned without values; what was begun is taken back like everything else.
        }

        await transaction.RollbackAsync(Name, cancellationToken);
        await transaction.ReleaseAsync(Name, cancellationToken);
        if (isPrepared)
        {
            // A prepared statement outlives its savepoint.
            await ExecuteAsync(transaction, $"DEALLOCATE {Name}", cancellationToken);
        }

        return plan;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "A template, which is planned and not run.")]
    private static async Task<object?> ExecuteAsync(NpgsqlTransaction transaction, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, transaction.Connection, transaction);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
