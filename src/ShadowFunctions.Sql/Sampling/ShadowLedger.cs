using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.SqlClient;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.SqlServer;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>The product's own documents in the shadow: results by id, and the state of the copy.</summary>
internal sealed class ShadowLedger(StatementCache statements)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    public static async Task CreateAsync(DbConnection shadow, CancellationToken cancellationToken)
    {
        await using var command = shadow.CreateCommand();
        command.CommandText = shadow is SqlConnection ? TSql.CreateLedger : """
            CREATE TABLE IF NOT EXISTS _shadow_ledger(kind VARCHAR(16) NOT NULL, id VARCHAR(200) NOT NULL, document TEXT NOT NULL, PRIMARY KEY (kind, id))
            """;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<T?> FindAsync<T>(string kind, string id, CancellationToken cancellationToken)
        where T : class
    {
        var rows = await statements.QueryAsync("SELECT document FROM _shadow_ledger WHERE kind = @p0 AND id = @p1", [kind, id], cancellationToken);
        return rows.Count == 0 ? null : JsonSerializer.Deserialize<T>((string)rows[0][0]!, Json);
    }

    public async Task PutAsync<T>(string kind, string id, T document, CancellationToken cancellationToken)
    {
        await statements.ExecuteAsync("DELETE FROM _shadow_ledger WHERE kind = @p0 AND id = @p1", [kind, id], cancellationToken);
        await statements.ExecuteAsync(
            "INSERT INTO _shadow_ledger(kind, id, document) VALUES (@p0, @p1, @p2)",
            [kind, id, JsonSerializer.Serialize(document, Json)], cancellationToken);
    }
}
