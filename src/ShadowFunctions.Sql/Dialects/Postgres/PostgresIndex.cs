namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>One index of a PostgreSQL table.</summary>
/// <param name="Definition">The statement that makes it.</param>
/// <param name="IsPrimary">True for the primary key.</param>
/// <param name="IsUnique">True when it lets no two rows be equal.</param>
/// <param name="IsReplicaIdentity">True when the owner chose it to tell rows apart in the log.</param>
/// <param name="IsPlain">True when it is on columns only, on all rows, and takes nulls for different.</param>
/// <param name="Columns">Its key columns.</param>
/// <param name="AllColumns">Every column it needs.</param>
/// <param name="IsBuiltIn">False when it needs a function, type or extension that users made.</param>
internal sealed record PostgresIndex(
    string Definition, bool IsPrimary, bool IsUnique, bool IsReplicaIdentity, bool IsPlain,
    IReadOnlyList<string> Columns, IReadOnlyList<string> AllColumns, bool IsBuiltIn)
{
    /// <summary>Reads a row of <see cref="PostgresCatalog.Indexes"/>.</summary>
    public static PostgresIndex Of(object?[] row)
    {
        var columns = row[6] as string[] ?? [];
        return new PostgresIndex(
            (string)row[1]!, (bool)row[2]!, (bool)row[3]!, (bool)row[4]!, (bool)row[5]!, columns, [.. columns.Union(row[7] as string[] ?? [])], (bool)row[8]!);
    }
}
