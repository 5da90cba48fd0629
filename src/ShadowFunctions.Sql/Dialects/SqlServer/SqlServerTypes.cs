using System.Globalization;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.SqlServer;

/// <summary>How SQL Server's types travel. Everything without an exact common type travels as text in ISO notation.</summary>
internal static class SqlServerTypes
{
    /// <summary>The column for a type; null when the shadow cannot hold it.</summary>
    public static ColumnSchema? Column(string name, bool notNull, string type, int length, int precision, int scale, string? collation)
    {
        var sized = string.Create(CultureInfo.InvariantCulture, $"{type}({scale})");
        ColumnSchema Of(ColumnKind kind, string declared, bool asText = false, object? empty = null, long max = long.MaxValue) => new(name, kind, notNull)
        {
            DataType = declared,
            AsText = asText,
            IsStrict = true,
            Empty = empty,
            MaxInteger = max,
            IgnoresCase = collation?.Contains("_CI", StringComparison.OrdinalIgnoreCase) == true,
        };
        return type switch
        {
            "tinyint" => Of(ColumnKind.Number, type, max: byte.MaxValue),
            "smallint" => Of(ColumnKind.Number, type, max: short.MaxValue),
            "int" => Of(ColumnKind.Number, type, max: int.MaxValue),
            "bigint" => Of(ColumnKind.Number, type),
            "bit" => Of(ColumnKind.Number, type, empty: false),
            "real" or "float" => Of(ColumnKind.Number, type, empty: 0.0),
            "decimal" or "numeric" => Of(ColumnKind.Number, string.Create(CultureInfo.InvariantCulture, $"{type}({precision},{scale})"), true, "0"),
            "money" or "smallmoney" => Of(ColumnKind.Number, type, true, "0"),
            "date" => Of(ColumnKind.Time, type, true, "1970-01-01"),
            "datetime" or "smalldatetime" => Of(ColumnKind.Time, type, true, "1970-01-01T00:00:00"),
            "datetime2" or "datetimeoffset" => Of(ColumnKind.Time, sized, true, "1970-01-01T00:00:00"),
            "time" => Of(ColumnKind.Time, sized, true, "00:00:00"),
            "char" or "varchar" => Of(ColumnKind.Text, Sized(type, length, 1)),
            "nchar" or "nvarchar" => Of(ColumnKind.Text, Sized(type, length, 2)),
            "binary" or "varbinary" => Of(ColumnKind.Binary, Sized(type, length, 1)),
            "uniqueidentifier" => Of(ColumnKind.Text, type, empty: Guid.Empty),
            "xml" => Of(ColumnKind.Text, type, true),
            _ => null,
        };
    }

    /// <summary>The expression that reads a column.</summary>
    public static string Read(ColumnSchema column, string name) => !column.AsText ? name : Bare(column) switch
    {
        "money" or "smallmoney" => $"CONVERT(varchar(40), {name}, 2)",
        "decimal" or "numeric" => $"CONVERT(varchar(50), {name})",
        "datetimeoffset" => $"CONVERT(varchar(40), {name}, 126)",
        "xml" => $"CONVERT(nvarchar(max), {name})",
        "date" => $"CONVERT(varchar(10), {name}, 23)",
        _ => $"CONVERT(varchar(40), {name}, 126)",
    };

    /// <summary>The expression that writes a parameter.</summary>
    public static string Write(ColumnSchema column, string parameter) => Bare(column) switch
    {
        "datetime" or "smalldatetime" or "datetime2" or "datetimeoffset" => $"CONVERT({column.DataType}, {parameter}, 126)",
        _ => $"CAST({parameter} AS {column.DataType})",
    };

    private static string Bare(ColumnSchema column) => column.DataType.Split('(')[0];

    private static string Sized(string type, int bytes, int perCharacter) =>
        bytes < 0 ? $"{type}(max)" : string.Create(CultureInfo.InvariantCulture, $"{type}({bytes / perCharacter})");
}
