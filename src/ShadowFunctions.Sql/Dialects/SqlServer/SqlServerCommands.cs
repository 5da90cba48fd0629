using System.Data.Common;

namespace ShadowFunctions.Sql.Dialects.SqlServer;

/// <summary>Runs texts of <see cref="TSql"/> and <see cref="TSqlTables"/>.</summary>
internal static class SqlServerCommands
{
    public static async Task<List<object?[]>> QueryAsync(
        DbConnection connection, DbTransaction? transaction, string text, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(connection, transaction, text, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Row(reader));
        }

        return rows;
    }

    public static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string text, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, transaction, text, []);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The row a reader stands at.</summary>
    public static object?[] Row(DbDataReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(i => CanonicalValue.Of(reader.GetValue(i)))];

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Constant texts and quoted catalogue names.")]
    public static DbCommand Command(DbConnection connection, DbTransaction? transaction, string text, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
