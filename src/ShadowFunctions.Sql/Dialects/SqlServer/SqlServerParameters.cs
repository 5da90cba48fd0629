using System.Data.Common;
using ShadowFunctions.Sql.Schema;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Dialects.SqlServer;

/// <summary>The parameters of a statement with their types. The driver sends statement, declarations and values as one <c>sp_executesql</c>.</summary>
internal sealed class SqlServerParameters
{
    private static readonly HashSet<string> WholeNumbers = ["rows", "offset"];

    private readonly Dictionary<string, SqlServerType> _types;

    private SqlServerParameters(Dictionary<string, SqlServerType> types) => _types = types;

    /// <summary>Finds the types: those of the columns that the parameters are compared with or written to.</summary>
    public static SqlServerParameters Of(string text, DatabaseSchema schema)
    {
        var types = new Dictionary<string, SqlServerType>(StringComparer.OrdinalIgnoreCase);
        try
        {
            var shape = StatementShape.Of(text, StatementLanguage.TSql);
            foreach (var (name, place) in shape.Places)
            {
                types[name] = shape.ColumnOf(place, schema) is var (_, column) ? SqlServerType.Of(column.DataType)
                    : WholeNumbers.Contains(place.Type ?? "") ? SqlServerType.Rows
                    : SqlServerType.Text;
            }
        }
        catch (StatementRefusedException)
        {
            // What is not understood keeps the types that its values have.
        }

        return new SqlServerParameters(types);
    }

    /// <summary>The type of a parameter; null when it is not known.</summary>
    public SqlServerType? this[string name] => _types.GetValueOrDefault(Mark(name));

    /// <summary>Adds a parameter to a command, without a value yet.</summary>
    public DbParameter Add(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = Mark(name);
        this[name]?.Declare(parameter);
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static string Mark(string name) => "@" + name.TrimStart('@', ':', '$');
}
