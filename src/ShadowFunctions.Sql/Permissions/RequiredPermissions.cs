using System.Text;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Dialects.SqlServer;

namespace ShadowFunctions.Sql.Permissions;

/// <summary>All permissions of the data plane, per engine: docs/permissions.md is made of them.</summary>
public static class RequiredPermissions
{
    private const string AzureSql = "Azure SQL Database";
    private const string Postgres = "PostgreSQL";
    private const string Sqlite = "SQLite";
    /// <summary>Grants that production's owner makes there.</summary>
    public const string Production = "production";

    private const string Shadow = "shadow";

    /// <summary>The list, in the order of the page. <c>app</c> is the user or role of the app's identity, <c>dbo.T</c> and <c>public.t</c> each table sampled.</summary>
    public static IReadOnlyList<RequiredGrant> All { get; } =
    [
        new(AzureSql, Production, "CREATE USER [app] FROM EXTERNAL PROVIDER;", "The app signs in with its managed identity; there is no password. Run it as the server's Entra administrator."),
        new(AzureSql, Production, "GRANT SELECT ON [dbo].[T] TO [app];", "Reads the rows of the sample. A table without the grant is not seen and not sampled. Never grant UNMASK."),
        new(AzureSql, Production, "GRANT VIEW CHANGE TRACKING ON [dbo].[T] TO [app];", "Reads which rows changed. Without change tracking the first copy is made and then kept as it is."),
        new(AzureSql, Production, "GRANT VIEW DATABASE PERFORMANCE STATE TO [app];", "Reads `sys.dm_db_resource_stats`, by which a pass stops within one page when CPU, data I/O, log or workers run short, and Query Store, which tells the mix of statements and what each costs. Where the server refuses the narrow grant, use VIEW DATABASE STATE. SQL Server and managed instances do not tell their load: with VIEW SERVER STATE the sessions at work are counted."),
        new(AzureSql, Production, "GRANT VIEW DATABASE STATE TO [app];", "Optional. Looks once before a change of size, on the primary, whether a transaction is open that the change would end (`sys.dm_tran_session_transactions`, `sys.dm_tran_active_transactions`, `sys.dm_exec_requests`, `sys.dm_exec_sessions`): then nothing is made smaller. It shows who runs what, never rows. Basic, S0, S1 and pools ask for the server role `##MS_ServerStateReader##` instead. Without it, or with `longTransactionSeconds` 0, the change is made all the same, and the decision says that nobody looked."),
        new(AzureSql, Shadow, "CREATE USER [app] FROM EXTERNAL PROVIDER; ALTER ROLE db_owner ADD MEMBER [app];", "Makes, fills and empties the shadow's tables. On the shadow only: no role on production but those above. The load of `shadow rehearse` reads what it used from `sys.dm_exec_sessions`, `sys.dm_exec_requests`, `sys.dm_exec_session_wait_stats` and `sys.dm_io_virtual_file_stats`: the role covers it, but on Basic, S0, S1 and in pools the login needs the server role `##MS_ServerStateReader##` as well, on SQL Server VIEW SERVER STATE."),
        new(Postgres, Production, "CREATE ROLE app LOGIN;", "On Azure: `SELECT * FROM pgaadauth_create_principal('app', false, false)`, so that the app signs in with a token."),
        new(Postgres, Production, "GRANT USAGE ON SCHEMA public TO app; GRANT SELECT ON public.t TO app;", "Reads the rows of the sample, in read-only transactions."),
        new(Postgres, Production, "ALTER ROLE app REPLICATION;", "Makes one logical replication slot, the only thing the product makes on production, and streams it. It needs `wal_level = logical` and one of `max_wal_senders` during a pass. Set `max_slot_wal_keep_size`: it bounds the log that a forgotten slot keeps, and the copy starts anew when the bound is passed."),
        new(Postgres, Production, $"CREATE PUBLICATION {PostgresChangeLog.Publication} FOR TABLE public.t (id);", "Publishes the key columns of sampled tables, nothing else of a row. Run as the tables' owner. Without it the first copy is made and then kept as it is."),
        new(Postgres, Production, "GRANT pg_read_all_stats TO app;", "Counts the sessions at work, by which a pass stops within one page when production is busy; reads the texts in `pg_stat_statements`; and looks before a change of size, on the primary, whether a transaction is open that the change would end. Without it only the metrics of the last minutes guard a pass, the mix is not seen, and a change is made without the look, which the decision says."),
        new(Postgres, Production, "CREATE EXTENSION pg_stat_statements;", "Keeps the mix of statements and what each costs; `shared_preload_libraries` must name it (on Azure: `azure.extensions` too). Without it a rehearsal needs a written profile."),
        new(Postgres, Shadow, "CREATE DATABASE shadow OWNER app;", "Makes, fills and empties the shadow's tables."),
        new(Sqlite, Production, "read access to the file", "The file is opened read-only."),
        new(Sqlite, Production, "SqliteChangeLog.Install(owner)", "Triggers that note the keys of changed rows, made by the owner. Without them the first copy is made and then kept as it is."),
        new(Sqlite, Shadow, "write access to the folder", "Makes and fills the shadow's file."),
    ];

    /// <summary>The owner's statements for one engine and place, in the order of the page.</summary>
    /// <param name="engine">The engine; null and unknown ones have none.</param>
    /// <param name="on">Production or shadow.</param>
    /// <param name="identity">The database user of the app's identity; null or empty leaves <c>app</c> in its place.</param>
    public static IReadOnlyList<string> StatementsOf(string? engine, string on, string? identity) =>
    [
        .. All.Where(g => g.Engine == engine && g.On == on).Select(g => identity is not { Length: > 0 } ? g.Grant : engine switch
        {
            AzureSql => g.Grant.Replace("[app]", TSqlTables.Quote(identity), StringComparison.Ordinal),
            Postgres => g.Grant.Replace(" app", $" {PostgresDialect.QuoteName(identity)}", StringComparison.Ordinal),
            _ => g.Grant,
        }),
    ];

    /// <summary>The page.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder("# Permissions of the data plane\n\nMade from code; a test holds the two equal.\n");
        foreach (var engine in All.GroupBy(p => p.Engine))
        {
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## {engine.Key}\n\n| on | statement | why |\n| --- | --- | --- |\n");
            foreach (var permission in engine)
            {
                page.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {permission.On} | `{permission.Grant}` | {permission.Why} |\n");
            }
        }

        return page.ToString();
    }
}
