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

    /// <summary>The shapes by template id, of those that can be planned.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ShapesAsync(
        NpgsqlConnection connection, IReadOnlyList<QueryTemplate> templates, CancellationToken cancellationToken)
    {
        var shapes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var template in templates)
        {
            if (await ShapeAsync(connection, null, template.Text, cancellationToken) is { } shape)
            {
                shapes[template.Id] = shape;
            }
        }

        return shapes;
    }

    /// <summary>The plan's shape; null for a template that the server cannot plan, such as one whose parameters could be of any type.</summary>
    /// <param name="connection">The server.</param>
    /// <param name="transaction">The transaction to ask in, which a refusal leaves as it was; null when there is none.</param>
    /// <param name="text">A template with parameters <c>$1</c>, <c>$2</c>, ….</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<string?> ShapeAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string text, CancellationToken cancellationToken)
    {
        var count = PostgresRehearsalSession.Places(text);
        if (count == 0 && text.Contains('@', StringComparison.Ordinal))
        {
            // Parameters by name are the driver's, not the server's.
            return null;
        }

        await (transaction?.SaveAsync(Name, cancellationToken) ?? Task.CompletedTask);
        try
        {
            await ExecuteAsync(connection, transaction, $"SET plan_cache_mode = force_generic_plan; PREPARE {Name} AS {text}", cancellationToken);
            var values = count == 0 ? "" : $"({string.Join(", ", Enumerable.Repeat("NULL", count))})";
            var plan = (string)(await ExecuteAsync(connection, transaction, $"EXPLAIN (FORMAT JSON) EXECUTE {Name}{values}", cancellationToken))!;
            await ExecuteAsync(connection, transaction, $"DEALLOCATE {Name}; RESET plan_cache_mode", cancellationToken);
            return PlanShape.OfPostgres(plan);
        }
        catch (PostgresException)
        {
            await (transaction?.RollbackAsync(Name, cancellationToken) ?? Task.CompletedTask);
            await ExecuteAsync(connection, transaction, $"DEALLOCATE ALL; RESET plan_cache_mode", cancellationToken);
            return null;
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "A template, which is planned and not run.")]
    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection, transaction);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
