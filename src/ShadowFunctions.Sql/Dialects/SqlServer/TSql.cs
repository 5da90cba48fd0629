namespace ShadowFunctions.Sql.Dialects.SqlServer;

/// <summary>
/// Every fixed T-SQL text of this product; texts with names in them are built by <see cref="TSqlTables"/> and <see cref="SqlText"/>. A test
/// enumerates both, parses them for Azure SQL Database and checks them against a model of the schema and the system views.
/// </summary>
internal static class TSql
{
    /// <summary>The engine edition of Azure SQL Database.</summary>
    internal const long AzureSqlDatabase = 5;

    /// <summary>Schema, table, memory-optimised, temporal history.</summary>
    public const string Tables = """
        SELECT s.name, t.name, t.is_memory_optimized, CAST(CASE WHEN t.temporal_type = 1 OR t.is_external = 1 THEN 1 ELSE 0 END AS bit)
        FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id
        WHERE t.is_ms_shipped = 0 AND t.name NOT LIKE N'[_]shadow[_]%'
        ORDER BY s.name, t.name;
        """;

    /// <summary>Schema, table, column, type, length, precision, scale, nullable, identity, computed text, persisted, base type, default text, collation.</summary>
    public const string Columns = """
        SELECT s.name, t.name, c.name, y.name, c.max_length, c.precision, c.scale, c.is_nullable, c.is_identity, k.definition,
            COALESCE(k.is_persisted, CAST(0 AS bit)), COALESCE(b.name, y.name), d.definition, c.collation_name
        FROM sys.columns AS c
        JOIN sys.tables AS t ON t.object_id = c.object_id
        JOIN sys.schemas AS s ON s.schema_id = t.schema_id
        JOIN sys.types AS y ON y.user_type_id = c.user_type_id
        LEFT JOIN sys.types AS b ON b.user_type_id = y.system_type_id
        LEFT JOIN sys.computed_columns AS k ON k.object_id = c.object_id AND k.column_id = c.column_id
        LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id
        WHERE t.is_ms_shipped = 0
        ORDER BY s.name, t.name, c.column_id;
        """;

    /// <summary>Schema, table, index, kind, primary, unique, filter, column, position in the key (0 for an included one), descending.</summary>
    public const string Indexes = """
        SELECT s.name, t.name, i.name, i.type, i.is_primary_key, i.is_unique, i.filter_definition, c.name, x.key_ordinal, x.is_descending_key
        FROM sys.indexes AS i
        JOIN sys.tables AS t ON t.object_id = i.object_id
        JOIN sys.schemas AS s ON s.schema_id = t.schema_id
        JOIN sys.index_columns AS x ON x.object_id = i.object_id AND x.index_id = i.index_id
        JOIN sys.columns AS c ON c.object_id = x.object_id AND c.column_id = x.column_id
        WHERE t.is_ms_shipped = 0 AND i.is_disabled = 0 AND i.is_hypothetical = 0
        ORDER BY s.name, t.name, i.index_id, x.key_ordinal, x.index_column_id;
        """;

    /// <summary>Schema, table, reference, column, parent schema, parent, parent column, action on delete, action on update.</summary>
    public const string ForeignKeys = """
        SELECT s.name, t.name, f.name, c.name, ps.name, p.name, pc.name, f.delete_referential_action_desc, f.update_referential_action_desc
        FROM sys.foreign_keys AS f
        JOIN sys.foreign_key_columns AS x ON x.constraint_object_id = f.object_id
        JOIN sys.tables AS t ON t.object_id = f.parent_object_id
        JOIN sys.schemas AS s ON s.schema_id = t.schema_id
        JOIN sys.columns AS c ON c.object_id = x.parent_object_id AND c.column_id = x.parent_column_id
        JOIN sys.tables AS p ON p.object_id = f.referenced_object_id
        JOIN sys.schemas AS ps ON ps.schema_id = p.schema_id
        JOIN sys.columns AS pc ON pc.object_id = x.referenced_object_id AND pc.column_id = x.referenced_column_id
        WHERE f.is_disabled = 0
        ORDER BY s.name, t.name, f.name, x.constraint_column_id;
        """;

    /// <summary>Rows of a table by the storage engine's own count.</summary>
    public const string EstimateRows = """
        SELECT COALESCE(SUM(p.rows), 0) FROM sys.partitions AS p WHERE p.object_id = OBJECT_ID(@p0) AND p.index_id IN (0, 1);
        """;

    /// <summary>READ_ONLY on a replica; the edition of the engine, <see cref="AzureSqlDatabase"/> for the service's single databases and pools.</summary>
    public const string Updateability = """
        SELECT CAST(DATABASEPROPERTYEX(DB_NAME(), 'Updateability') AS nvarchar(60)), CAST(SERVERPROPERTY(N'EngineEdition') AS int);
        """;

    /// <summary>Server, database, edition of the engine, and in the service what the database was bought as: <c>ElasticPool</c> within a pool.</summary>
    public const string Identity = """
        SELECT CAST(SERVERPROPERTY(N'ServerName') AS nvarchar(256)), DB_NAME(), CAST(SERVERPROPERTY(N'EngineEdition') AS int),
            CAST(DATABASEPROPERTYEX(DB_NAME(), 'ServiceObjective') AS nvarchar(60));
        """;

    /// <summary>Counts the tables that only a shadow has.</summary>
    public const string FindLedger = "SELECT COUNT_BIG(*) FROM INFORMATION_SCHEMA.TABLES AS t WHERE t.TABLE_NAME = N'_shadow_ledger';";

    /// <summary>Version of the log; null when the owner has not switched change tracking on.</summary>
    public const string ChangeVersion = "SELECT CHANGE_TRACKING_CURRENT_VERSION();";

    /// <summary>Highest of the tables' oldest versions.</summary>
    public const string OldestVersion = """
        SELECT COALESCE(MAX(CHANGE_TRACKING_MIN_VALID_VERSION(t.object_id)), 0) FROM sys.change_tracking_tables AS t;
        """;

    /// <summary>Schema and name of each tracked table.</summary>
    public const string TrackedTables = """
        SELECT s.name, t.name FROM sys.change_tracking_tables AS x
        JOIN sys.tables AS t ON t.object_id = x.object_id JOIN sys.schemas AS s ON s.schema_id = t.schema_id;
        """;

    /// <summary>The owner's statements for rights that the login lacks: to see how busy the database is, and what changed in tracked tables it may read.</summary>
    public const string MissingGrants = """
        SELECT N'GRANT VIEW DATABASE PERFORMANCE STATE TO ' + QUOTENAME(USER_NAME()) + N';'
        WHERE COALESCE(HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW DATABASE PERFORMANCE STATE'), 0) = 0
            AND COALESCE(HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW DATABASE STATE'), 0) = 0
        UNION ALL
        SELECT N'GRANT VIEW CHANGE TRACKING ON ' + QUOTENAME(s.name) + N'.' + QUOTENAME(t.name) + N' TO ' + QUOTENAME(USER_NAME()) + N';'
        FROM sys.change_tracking_tables AS x
        JOIN sys.tables AS t ON t.object_id = x.object_id JOIN sys.schemas AS s ON s.schema_id = t.schema_id
        WHERE COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(t.name), N'OBJECT', N'VIEW CHANGE TRACKING'), 0) = 0;
        """;

    /// <summary>The scarcest of the limits in the last quarter of a minute, percent.</summary>
    public const string Busiest = """
        SELECT TOP (1) CAST((SELECT MAX(u.v) FROM (VALUES (r.avg_cpu_percent), (r.avg_data_io_percent), (r.avg_log_write_percent), (r.max_worker_percent)) AS u(v)) AS float)
        FROM sys.dm_db_resource_stats AS r ORDER BY r.end_time DESC;
        """;

    /// <summary>
    /// Where the engine does not tell its load (SQL Server, a managed instance): sessions at work, sessions that queue for another's lock, and the
    /// processors it may use. No row when the login may not see others.
    /// </summary>
    public const string BusySessions = """
        IF HAS_PERMS_BY_NAME(NULL, NULL, N'VIEW SERVER STATE') = 1
            SELECT COALESCE(SUM(CASE WHEN r.blocking_session_id = 0 AND (r.status IN (N'running', N'runnable') OR r.wait_type = N'WRITELOG'
                    OR r.wait_type LIKE N'PAGEIOLATCH[_]%' OR r.wait_type LIKE N'PAGELATCH[_]%' OR r.wait_type LIKE N'LATCH[_]%') THEN 1 ELSE 0 END), 0),
                COALESCE(SUM(CASE WHEN r.blocking_session_id <> 0 THEN 1 ELSE 0 END), 0),
                (SELECT COUNT_BIG(*) FROM sys.dm_os_schedulers AS o WHERE o.status = N'VISIBLE ONLINE')
            FROM sys.dm_exec_requests AS r JOIN sys.dm_exec_sessions AS s ON s.session_id = r.session_id
            WHERE s.is_user_process = 1 AND s.session_id <> @@SPID AND (s.program_name IS NULL OR s.program_name <> N'shadow-functions');
        """;

    /// <summary>
    /// Whether the app may see other sessions, and the age in seconds of the oldest transaction that one of them has open or of the oldest statement
    /// it runs outside of one. Both clocks are the server's.
    /// </summary>
    public const string OldestTransaction = """
        SELECT CAST(HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW DATABASE STATE') AS bigint), MAX(DATEDIFF_BIG(second, o.since, GETDATE()))
        FROM (
            SELECT t.transaction_begin_time AS since, x.session_id
            FROM sys.dm_tran_session_transactions AS x JOIN sys.dm_tran_active_transactions AS t ON t.transaction_id = x.transaction_id
            WHERE x.is_user_transaction = 1
            UNION ALL SELECT r.start_time, r.session_id FROM sys.dm_exec_requests AS r
        ) AS o JOIN sys.dm_exec_sessions AS s ON s.session_id = o.session_id
        WHERE s.is_user_process = 1 AND s.session_id <> @@SPID AND (s.program_name IS NULL OR s.program_name <> N'shadow-functions');
        """;

    /// <summary>Every session reads one instant without blocking anybody, and gives way when it would.</summary>
    public const string SessionSettings = "SET XACT_ABORT ON; SET DEADLOCK_PRIORITY LOW; SET LOCK_TIMEOUT 5000; SET DATEFORMAT ymd; SET NOCOUNT OFF;";

    /// <summary>For a rehearsal: a failing statement must not take the transaction with it.</summary>
    public const string KeepOnError = "SET XACT_ABORT OFF;";

    /// <summary>For a load: an error ends its transaction, a lock is waited for as long as on the other engines.</summary>
    public const string LoadSession = "SET XACT_ABORT ON; SET LOCK_TIMEOUT 30000; SET DATEFORMAT ymd; SET NOCOUNT OFF;";

    /// <summary>Statements of a load that are one transaction; after an error the engine may have ended it itself.</summary>
    public const string BeginUnit = "BEGIN TRANSACTION;";

    /// <inheritdoc cref="BeginUnit"/>
    public const string CommitUnit = "COMMIT TRANSACTION;";

    /// <inheritdoc cref="BeginUnit"/>
    public const string RollbackUnit = "IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;";

    /// <summary>Before a load: what the shadow holds is no sample any longer, and the next one starts anew.</summary>
    public const string ForgetCopy = "DELETE FROM dbo._shadow_ledger;";

    /// <summary>Number of the session.</summary>
    public const string SessionId = "SELECT CAST(@@SPID AS bigint);";

    /// <summary>What the session has waited for: kind and ms.</summary>
    public const string SessionWaits = """
        SELECT w.wait_type, w.wait_time_ms FROM sys.dm_exec_session_wait_stats AS w WHERE w.session_id = @@SPID AND w.wait_time_ms > 0;
        """;

    /// <summary>The load's sessions: number, CPU ms, pages read, pages not in memory, pages written, and whether one is at work.</summary>
    public const string LoadSessions = """
        SELECT CAST(s.session_id AS bigint), CAST(s.cpu_time AS bigint), s.logical_reads, s.reads, s.writes,
            CAST(CASE WHEN EXISTS (SELECT 1 FROM sys.dm_exec_requests AS r WHERE r.session_id = s.session_id) THEN 1 ELSE 0 END AS bit)
        FROM sys.dm_exec_sessions AS s WHERE s.program_name = N'shadow-load';
        """;

    /// <summary>Of the database since the server started: log bytes written, data pages written; bytes in use now.</summary>
    public const string DatabaseUse = """
        SELECT SUM(CASE WHEN f.type = 1 THEN v.num_of_bytes_written ELSE 0 END), SUM(CASE WHEN f.type = 0 THEN v.num_of_bytes_written ELSE 0 END) / 8192,
            SUM(CASE WHEN f.type = 0 THEN CAST(FILEPROPERTY(f.name, 'SpaceUsed') AS bigint) * 8192 ELSE 0 END)
        FROM sys.database_files AS f JOIN sys.dm_io_virtual_file_stats(DB_ID(), NULL) AS v ON v.file_id = f.file_id;
        """;

    /// <summary>One instant for all reads of a page.</summary>
    public const string BeginSnapshot = "SET TRANSACTION ISOLATION LEVEL SNAPSHOT; BEGIN TRANSACTION;";

    /// <summary>Lets the snapshot go; production's version store need not keep it.</summary>
    public const string EndSnapshot = "IF @@TRANCOUNT > 0 COMMIT TRANSACTION;";

    /// <summary>The product's own table in the shadow.</summary>
    public const string CreateLedger = """
        IF OBJECT_ID(N'dbo._shadow_ledger') IS NULL
            CREATE TABLE dbo._shadow_ledger (kind varchar(16) NOT NULL, id nvarchar(200) NOT NULL, document nvarchar(max) NOT NULL, PRIMARY KEY (kind, id));
        """;

    /// <summary>Names of all foreign keys in the shadow with their tables.</summary>
    public const string ShadowReferences = """
        SELECT s.name, t.name, f.name FROM sys.foreign_keys AS f
        JOIN sys.tables AS t ON t.object_id = f.parent_object_id JOIN sys.schemas AS s ON s.schema_id = t.schema_id;
        """;

    /// <summary>What a session's ended requests have used so far: CPU ms, pages read, pages not in memory, pages written, log bytes of its transaction.</summary>
    public const string SessionUse = """
        SELECT CAST(s.cpu_time AS bigint), s.logical_reads, s.reads, s.writes,
            COALESCE((SELECT SUM(d.database_transaction_log_bytes_used) FROM sys.dm_tran_database_transactions AS d
                JOIN sys.dm_tran_session_transactions AS x ON x.transaction_id = d.transaction_id
                WHERE x.session_id = @@SPID AND d.database_id = DB_ID()), 0)
        FROM sys.dm_exec_sessions AS s WHERE s.session_id = @@SPID;
        """;

    /// <summary>The plan of every statement comes after its results, in a column of its own; off again.</summary>
    public const string PlansOn = "SET STATISTICS XML ON;";

    /// <inheritdoc cref="PlansOn"/>
    public const string PlansOff = "SET STATISTICS XML OFF;";

    /// <summary>
    /// Query Store over a window, by plan, kind of execution and interval (a running interval has several rows of each): text, plan, kind, start and
    /// end of the interval, executions; CPU and elapsed µs, pages read, not in memory and written, log bytes, rows; most memory in pages.
    /// </summary>
    public const string QueryStoreStatements = """
        WITH used AS (
            SELECT r.plan_id, r.execution_type, MIN(i.start_time) AS starts, MAX(i.end_time) AS ends, SUM(r.count_executions) AS executions,
                SUM(r.count_executions * r.avg_cpu_time) AS cpu, SUM(r.count_executions * r.avg_duration) AS duration,
                SUM(r.count_executions * r.avg_logical_io_reads) AS reads, SUM(r.count_executions * r.avg_physical_io_reads) AS misses,
                SUM(r.count_executions * r.avg_logical_io_writes) AS writes, SUM(r.count_executions * r.avg_log_bytes_used) AS log_bytes,
                SUM(r.count_executions * r.avg_rowcount) AS row_total, MAX(r.max_query_max_used_memory) AS memory
            FROM sys.query_store_runtime_stats AS r
            JOIN sys.query_store_runtime_stats_interval AS i ON i.runtime_stats_interval_id = r.runtime_stats_interval_id
            WHERE i.end_time > @from AND i.start_time < @until
            GROUP BY r.plan_id, r.execution_type, r.runtime_stats_interval_id)
        SELECT TOP (2000) t.query_sql_text, u.plan_id, CAST(u.execution_type AS int), u.starts, u.ends, CAST(u.executions AS float), u.cpu, u.duration,
            u.reads, u.misses, u.writes, u.log_bytes, u.row_total, u.memory
        FROM used AS u
        JOIN sys.query_store_plan AS p ON p.plan_id = u.plan_id
        JOIN sys.query_store_query AS q ON q.query_id = p.query_id
        JOIN sys.query_store_query_text AS t ON t.query_text_id = q.query_text_id
        WHERE q.is_internal_query = 0
        ORDER BY u.cpu DESC;
        """;

    /// <summary>One plan of Query Store as XML.</summary>
    public const string QueryStorePlan = "SELECT p.query_plan FROM sys.query_store_plan AS p WHERE p.plan_id = @plan;";

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [nameof(Tables)] = Tables,
        [nameof(Columns)] = Columns,
        [nameof(Indexes)] = Indexes,
        [nameof(ForeignKeys)] = ForeignKeys,
        [nameof(EstimateRows)] = EstimateRows,
        [nameof(Updateability)] = Updateability,
        [nameof(ChangeVersion)] = ChangeVersion,
        [nameof(OldestVersion)] = OldestVersion,
        [nameof(TrackedTables)] = TrackedTables,
        [nameof(MissingGrants)] = MissingGrants,
        [nameof(Busiest)] = Busiest,
        [nameof(OldestTransaction)] = OldestTransaction,
        [nameof(SessionSettings)] = SessionSettings,
        [nameof(KeepOnError)] = KeepOnError,
        [nameof(BeginSnapshot)] = BeginSnapshot,
        [nameof(EndSnapshot)] = EndSnapshot,
        [nameof(CreateLedger)] = CreateLedger,
        [nameof(ShadowReferences)] = ShadowReferences,
        [nameof(SessionUse)] = SessionUse,
        [nameof(PlansOn)] = PlansOn,
        [nameof(PlansOff)] = PlansOff,
        [nameof(QueryStoreStatements)] = QueryStoreStatements,
        [nameof(QueryStorePlan)] = QueryStorePlan,
        [nameof(Identity)] = Identity,
        [nameof(FindLedger)] = FindLedger,
        [nameof(BusySessions)] = BusySessions,
        [nameof(LoadSession)] = LoadSession,
        [nameof(BeginUnit)] = BeginUnit,
        [nameof(CommitUnit)] = CommitUnit,
        [nameof(RollbackUnit)] = RollbackUnit,
        [nameof(ForgetCopy)] = ForgetCopy,
        [nameof(SessionId)] = SessionId,
        [nameof(SessionWaits)] = SessionWaits,
        [nameof(LoadSessions)] = LoadSessions,
        [nameof(DatabaseUse)] = DatabaseUse,
    };
}
