using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>How PostgreSQL's types travel. Everything without an exact common type travels as the text the server itself writes and reads.</summary>
internal static class PostgresTypes
{
    /// <summary>The column for a type; null when the shadow cannot hold it.</summary>
    /// <param name="name">Column name.</param>
    /// <param name="notNull">True when it cannot be null.</param>
    /// <param name="declared">The type as declared.</param>
    /// <param name="type">The type's own name.</param>
    /// <param name="kind">b base, e enum, c composite, r range, m multirange.</param>
    /// <param name="category">A for arrays.</param>
    /// <param name="isBuiltIn">False for types of users and extensions.</param>
    public static ColumnSchema? Column(string name, bool notNull, string declared, string type, string kind, string category, bool isBuiltIn)
    {
        ColumnSchema Of(ColumnKind column, bool asText = false, object? empty = null, long max = long.MaxValue, string? stored = null) =>
            new(name, column, notNull) { DataType = stored ?? declared, AsText = asText, IsStrict = true, Empty = empty, MaxInteger = max };
        if (!isBuiltIn)
        {
            return kind == "e" ? Of(ColumnKind.Text, stored: "text", asText: true)
                : type == "citext" ? Of(ColumnKind.Text, stored: "text", asText: true) with { IgnoresCase = true }
                : null;
        }

        return type switch
        {
            "int2" => Of(ColumnKind.Number, max: short.MaxValue),
            "int4" => Of(ColumnKind.Number, max: int.MaxValue),
            "int8" => Of(ColumnKind.Number),
            "float4" or "float8" => Of(ColumnKind.Number, empty: 0.0),
            "bool" => Of(ColumnKind.Number, empty: false),
            "numeric" or "money" => Of(ColumnKind.Number, asText: true, empty: "0"),
            "date" => Of(ColumnKind.Time, asText: true, empty: "1970-01-01"),
            "timestamp" or "timestamptz" => Of(ColumnKind.Time, asText: true, empty: "1970-01-01 00:00:00"),
            "time" or "timetz" => Of(ColumnKind.Time, asText: true, empty: "00:00:00"),
            "interval" => Of(ColumnKind.Time, asText: true, empty: "00:00:00"),
            "text" or "varchar" or "bpchar" => Of(ColumnKind.Text),
            "name" or "char" or "xml" or "tsvector" => Of(ColumnKind.Text, asText: true),
            "uuid" => Of(ColumnKind.Text, empty: Guid.Empty),
            "bytea" => Of(ColumnKind.Binary),
            "json" or "jsonb" => Of(ColumnKind.Text, asText: true, empty: "{}"),
            "inet" => Of(ColumnKind.Text, asText: true, empty: "0.0.0.0"),
            "cidr" => Of(ColumnKind.Text, asText: true, empty: "0.0.0.0/0"),
            "macaddr" => Of(ColumnKind.Text, asText: true, empty: "00:00:00:00:00:00"),
            "point" => Of(ColumnKind.Text, asText: true, empty: "(0,0)"),
            _ when kind == "r" => Of(ColumnKind.Text, asText: true, empty: "empty"),
            _ when kind == "m" || category == "A" => Of(ColumnKind.Text, asText: true, empty: "{}"),
            _ => null,
        };
    }
}
