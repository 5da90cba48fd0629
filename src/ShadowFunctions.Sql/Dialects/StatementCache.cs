using System.Data.Common;
using Npgsql;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>Statements of one connection with parameters <c>@p0</c>, <c>@p1</c>, …, kept by their text.</summary>
/// <param name="connection">The connection.</param>
/// <param name="transaction">Tells the transaction that commands run in now.</param>
/// <param name="prepares">
/// True to prepare statements on PostgreSQL, which else plans them each time; other engines keep plans by text. Not where a pool of connections may stand between.
/// </param>
internal sealed class StatementCache(DbConnection connection, Func<DbTransaction?> transaction, bool prepares = false) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = [];

    public StatementCache(DbConnection connection, DbTransaction? transaction, bool prepares = false)
        : this(connection, () => transaction, prepares)
    {
    }

    public async Task<List<object?[]>> QueryAsync(string text, IReadOnlyList<object?> values, CancellationToken cancellationToken)
    {
        var rows = new List<object?[]>();
        await using var reader = await (await BindAsync(text, values, cancellationToken)).ExecuteReaderAsync(cancellationToken);
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

    public async Task<int> ExecuteAsync(string text, IReadOnlyList<object?> values, CancellationToken cancellationToken) =>
        await (await BindAsync(text, values, cancellationToken)).ExecuteNonQueryAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync();
        }
    }

    private async Task<DbCommand> BindAsync(string text, IReadOnlyList<object?> values, CancellationToken cancellationToken)
    {
        // What is prepared is prepared for types: the same text with other types, or with a null, whose type nobody knows, is another statement.
        var prepared = prepares && connection is NpgsqlConnection && !values.Contains(null);
        var name = prepared ? $"{text}\n{string.Join(' ', values.Select(v => v!.GetType().Name))}" : text;
        var isNew = !_commands.TryGetValue(name, out var command);
        if (isNew)
        {
            _commands.Add(name, command = Make(text, values.Count));
        }

        command!.Transaction = transaction();
        for (var i = 0; i < values.Count; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        if (isNew && prepared)
        {
            await command.PrepareAsync(cancellationToken);
        }

        return command;
    }

    // Identifiers in the text are quoted by the dialect; every value is a parameter.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Text is built from quoted catalogue names only.")]
    private DbCommand Make(string text, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
