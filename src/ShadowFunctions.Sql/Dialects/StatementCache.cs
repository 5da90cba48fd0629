using System.Data.Common;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>Prepared statements of one connection with parameters <c>@p0</c>, <c>@p1</c>, …, kept by their text.</summary>
/// <param name="connection">The connection.</param>
/// <param name="transaction">Tells the transaction that commands run in now.</param>
internal sealed class StatementCache(DbConnection connection, Func<DbTransaction?> transaction) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = [];

    public StatementCache(DbConnection connection, DbTransaction? transaction)
        : this(connection, () => transaction)
    {
    }

    public async Task<List<object?[]>> QueryAsync(string text, IReadOnlyList<object?> values, CancellationToken cancellationToken)
    {
        var rows = new List<object?[]>();
        await using var reader = await Bind(text, values).ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = CanonicalValue.Of(reader.GetValue(i));
            }

            rows.Add(row);
        }

        return rows;
    }

    public Task<int> ExecuteAsync(string text, IReadOnlyList<object?> values, CancellationToken cancellationToken) =>
        Bind(text, values).ExecuteNonQueryAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync();
        }
    }

    // Identifiers in the text are quoted by the dialect; every value is a parameter.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Text is built from quoted catalogue names only.")]
    private DbCommand Bind(string text, IReadOnlyList<object?> values)
    {
        if (!_commands.TryGetValue(text, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = text;
            for (var i = 0; i < values.Count; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{i}";
                command.Parameters.Add(parameter);
            }

            _commands.Add(text, command);
        }

        command.Transaction = transaction();
        for (var i = 0; i < values.Count; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
