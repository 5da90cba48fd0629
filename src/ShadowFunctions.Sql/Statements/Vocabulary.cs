using System.Collections.Frozen;

namespace ShadowFunctions.Sql.Statements;

/// <summary>Words that decide what a literal beside them means.</summary>
internal static class Vocabulary
{
    /// <summary>Keywords that an operand follows.</summary>
    public static readonly FrozenSet<string> BeforeOperand = Set(
        "SELECT WHERE AND OR NOT BETWEEN LIKE ILIKE GLOB MATCH REGEXP IN THEN ELSE WHEN LIMIT OFFSET TOP BY HAVING ON VALUES SET RETURNING " +
        "DISTINCT ALL CASE IS FROM FOR ESCAPE TO ZONE USING FIRST NEXT CONFLICT SIMILAR PLACING");

    /// <summary>Words a statement that may be rehearsed begins with.</summary>
    public static readonly FrozenSet<string> Starts = Set("SELECT WITH INSERT UPDATE DELETE MERGE REPLACE VALUES");

    /// <summary>Words that end a list of ORDER BY or GROUP BY.</summary>
    public static readonly FrozenSet<string> EndsList = Set(
        "SELECT FROM WHERE HAVING LIMIT OFFSET FETCH UNION EXCEPT INTERSECT FOR OPTION WINDOW ROWS RANGE GROUPS RETURNING ORDER");

    /// <summary>Keywords that may stand behind a table and are no alias.</summary>
    public static readonly FrozenSet<string> AfterTable = Set(
        "INNER LEFT RIGHT FULL CROSS OUTER NATURAL JOIN GROUP ORDER UNION EXCEPT INTERSECT FETCH WINDOW OPTION WITH TABLESAMPLE INDEXED DEFAULT DO OUTPUT AS");

    /// <summary>PostgreSQL types that may stand before a text to give it its type.</summary>
    public static readonly FrozenSet<string> Types = Set(
        "DATE TIME TIMETZ TIMESTAMP TIMESTAMPTZ INTERVAL NUMERIC DECIMAL INT INT2 INT4 INT8 INTEGER BIGINT SMALLINT REAL FLOAT4 FLOAT8 MONEY BOOL " +
        "BOOLEAN TEXT VARCHAR CHAR BPCHAR NAME BYTEA UUID INET CIDR MACADDR JSON JSONB XML POINT BOX CIRCLE LINE LSEG PATH POLYGON BIT VARBIT OID " +
        "REGCLASS TSVECTOR TSQUERY INT4RANGE INT8RANGE NUMRANGE TSRANGE TSTZRANGE DATERANGE");

    /// <summary>Functions that reach out of the database, hold it up or change its settings.</summary>
    public static readonly FrozenSet<string> ForbiddenFunctions = Set(
        "DBLINK DBLINK_EXEC DBLINK_CONNECT DBLINK_SEND_QUERY DBLINK_OPEN PG_READ_FILE PG_READ_BINARY_FILE PG_LS_DIR LO_IMPORT LO_EXPORT " +
        "PG_TERMINATE_BACKEND PG_CANCEL_BACKEND PG_RELOAD_CONF PG_ROTATE_LOGFILE PG_SLEEP PG_SLEEP_FOR PG_SLEEP_UNTIL SET_CONFIG QUERY_TO_XML " +
        "LOAD_EXTENSION READFILE WRITEFILE EDIT OPENROWSET OPENQUERY OPENDATASOURCE PG_ADVISORY_LOCK");

    private static FrozenSet<string> Set(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
