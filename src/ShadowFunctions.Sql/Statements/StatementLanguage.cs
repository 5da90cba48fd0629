namespace ShadowFunctions.Sql.Statements;

/// <summary>Whose SQL a statement is written in.</summary>
public enum StatementLanguage
{
    /// <summary>T-SQL: Azure SQL Database and SQL Server.</summary>
    TSql,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,

    /// <summary>SQLite.</summary>
    Sqlite,
}
