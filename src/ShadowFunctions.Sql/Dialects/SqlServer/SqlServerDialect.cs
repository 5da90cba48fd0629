using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Permissions;
using ShadowFunctions.Sql.Schema;
using ShadowFunctions.Sql.Statements;
using ShadowFunctions.Sql.Workload.Recording;

namespace ShadowFunctions.Sql.Dialects.SqlServer;

/// <summary>Azure SQL Database, and SQL Server 2017 and later. Signs in with an Entra token; production's changes are read by change tracking.</summary>
/// <param name="token">Gives an access token for a scope.</param>
public sealed class SqlServerDialect(Func<string, CancellationToken, ValueTask<(string Token, DateTimeOffset ExpiresOn)>> token) : ISqlDialect, IStatementStatistics, IGrantedRights
{
    private const int ConnectSeconds = 30;

    /// <summary>Errors that pass by themselves: the documented ones of the service, of a replica that lags, and of resources that are short for a moment.</summary>
    private static readonly HashSet<int> Transient =
    [
        .. SqlConfigurableRetryFactory.BaselineTransientErrors,
        615, 926, 1205, 1219, 1222, 3947, 3961, 4060, 4221, 10928, 10929, 10936, 40197, 40501, 40613, 49918, 49919, 49920,
        -2, 11001, 10053, 10054, 10060, 64,
    ];

    /// <summary>
    /// True lets a connection string sign in by itself, with Windows or a user whose password the string or <c>SQLCMDPASSWORD</c> gives: for a
    /// person's own command. The deployed app holds no password.
    /// </summary>
    public bool MaySignInByItself { get; init; }

    /// <inheritdoc/>
    public string Engine => "Azure SQL Database";

    /// <inheritdoc/>
    public StatementLanguage Language => StatementLanguage.TSql;

    /// <inheritdoc/>
    public bool Accepts(string connection) => ConnectionKeywords.Of(connection) is var keys
        && keys.Overlaps(["server", "data source", "addr", "address", "network address"]) && keys.Overlaps(["initial catalog", "database"])
        && !keys.Contains("host");

    /// <inheritdoc/>
    public async Task<IProductionSession> OpenProductionAsync(string connection, CancellationToken cancellationToken) =>
        await SqlServerProductionSession.OpenAsync(this, await OpenAsync(connection, ApplicationIntent.ReadOnly, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A readable replica shows its own readers only, so the primary is asked.</remarks>
    public async Task<TransactionLook> LookAtTransactionsAsync(string connection, CancellationToken cancellationToken)
    {
        await using var primary = await OpenAsync(connection, ApplicationIntent.ReadWrite, cancellationToken);
        return OldestOf(await SqlServerCommands.QueryAsync(primary, null, TSql.OldestTransaction, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> MissingAsync(DbConnection production, CancellationToken cancellationToken) =>
        [.. (await SqlServerCommands.QueryAsync(production, null, TSql.MissingGrants, cancellationToken)).Select(r => (string)r[0]!)];

    /// <inheritdoc/>
    public async Task<DbConnection> OpenShadowAsync(string connection, CancellationToken cancellationToken) =>
        await OpenAsync(connection, ApplicationIntent.ReadWrite, cancellationToken);

    /// <inheritdoc/>
    public Task<DatabaseSchema> ReadSchemaAsync(DbConnection connection, CancellationToken cancellationToken) =>
        SqlServerSchemaReader.ReadAsync(connection, null, cancellationToken);

    /// <inheritdoc/>
    public async Task<long> EstimateRowsAsync(DbConnection connection, TableSchema table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        var rows = await SqlServerCommands.QueryAsync(connection, null, TSql.EstimateRows, cancellationToken, ("@p0", TSqlTables.Name(table)));
        return (long)rows[0][0]!;
    }

    /// <inheritdoc/>
    public async Task RecreateTablesAsync(
        DbConnection shadow, DbTransaction transaction, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var old = await SqlServerSchemaReader.ReadAsync(shadow, transaction, cancellationToken);
        var references = await SqlServerCommands.QueryAsync(shadow, transaction, TSql.ShadowReferences, cancellationToken);
        string[] statements =
        [
            .. references.Select(r => TSqlTables.DropReference((string)r[0]!, (string)r[1]!, (string)r[2]!)),
            .. old.Tables.Select(TSqlTables.Drop),
            .. schema.Tables.Select(t => t.Schema).OfType<string>().Distinct().Select(TSqlTables.CreateSchema),
            .. schema.Tables.SelectMany(t => t.Definition),
            .. TSqlTables.References(schema),
            .. schema.Tables.Select(TSqlTables.Distrust),
        ];
        foreach (var statement in statements)
        {
            await SqlServerCommands.ExecuteAsync(shadow, transaction, statement, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task SettleAsync(DbConnection shadow, DbConnection production, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schema);
        foreach (var table in schema.Tables)
        {
            await SqlServerCommands.ExecuteAsync(shadow, null, TSqlTables.Analyse(table), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<IRehearsalSession> OpenRehearsalAsync(string connection, CancellationToken cancellationToken) =>
        await SqlServerRehearsalSession.OpenAsync(await OpenAsync(connection, ApplicationIntent.ReadWrite, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public string Keeper => "Query Store";

    /// <inheritdoc/>
    /// <remarks>Query Store tells them with the statements; a statement it does not hold cannot be asked for without its parameters' types.</remarks>
    public Task<IReadOnlyDictionary<string, string>> ReadPlansAsync(
        string connection, IReadOnlyList<QueryTemplate> templates, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

    /// <inheritdoc/>
    /// <remarks>On the primary: a replica does not have its Query Store.</remarks>
    public async Task<RecordedStatements?> ReadStatementsAsync(string connection, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var production = await OpenAsync(connection, ApplicationIntent.ReadWrite, cancellationToken);
        return await QueryStore.ReadAsync(production, from, until, cancellationToken);
    }

    /// <inheritdoc/>
    public string Quote(string identifier) => TSqlTables.Quote(identifier);

    /// <inheritdoc/>
    public string Limit(string query, int rows) => string.Create(CultureInfo.InvariantCulture, $"{query} OFFSET 0 ROWS FETCH NEXT {rows} ROWS ONLY");

    /// <inheritdoc/>
    public string Read(ColumnSchema column, string name)
    {
        ArgumentNullException.ThrowIfNull(column);
        return SqlServerTypes.Read(column, name);
    }

    /// <inheritdoc/>
    public string Write(ColumnSchema column, string parameter)
    {
        ArgumentNullException.ThrowIfNull(column);
        return SqlServerTypes.Write(column, parameter);
    }

    /// <inheritdoc/>
    public string Upsert(TableSchema table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TSqlTables.Upsert(this, table);
    }

    /// <inheritdoc/>
    public bool IsTransient(Exception exception) =>
        exception is SqlException error && error.Errors.Cast<SqlError>().Any(e => Transient.Contains(e.Number));

    /// <summary>Reads the answer to <see cref="TSql.OldestTransaction"/>. Without the permission the views show the asking session alone.</summary>
    internal static TransactionLook OldestOf(List<object?[]> rows) => rows is [[1L, var seconds]]
        ? new TransactionLook((double?)(long?)seconds)
        : TransactionLook.Not("the app may not see what others do; grant it VIEW DATABASE STATE.");

    /// <summary>The server and database behind a connection string.</summary>
    internal async Task<(string System, string Name)> IdentifyAsync(string connection, CancellationToken cancellationToken)
    {
        await using var opened = await OpenAsync(connection, ApplicationIntent.ReadWrite, cancellationToken);
        return IdentityOf((await SqlServerCommands.QueryAsync(opened, null, TSql.Identity, cancellationToken))[0]);
    }

    /// <summary>
    /// Reads the answer to <see cref="TSql.Identity"/>. The service's server is but a name: its databases share no machine, unless they lie in a pool.
    /// Names are compared without regard to case.
    /// </summary>
    internal static (string System, string Name) IdentityOf(object?[] row)
    {
        var (server, database) = (((string)row[0]!).ToUpperInvariant(), ((string)row[1]!).ToUpperInvariant());
        return (row[2] is not long edition || edition != TSql.AzureSqlDatabase ? server : row[3] is "ElasticPool" ? $"{server}, a pool" : $"{server}, {database}", database);
    }

    /// <summary>A connection of a load, not yet open; it tells its traffic.</summary>
    internal SqlConnection ConnectLoad(string connection)
    {
        var builder = Prepare(connection, ApplicationIntent.ReadWrite, MaySignInByItself);
        builder.ApplicationName = "shadow-load";
        var made = Connect(builder);
        made.StatisticsEnabled = true;
        return made;
    }

    /// <summary>The connection string as it is used: encrypted, without pooling across passes, without any secret.</summary>
    internal static SqlConnectionStringBuilder Prepare(string connection, ApplicationIntent intent, bool maySignIn = false)
    {
        var builder = new SqlConnectionStringBuilder(connection)
        {
            ApplicationIntent = intent,
            ApplicationName = "shadow-functions",
            Encrypt = SqlConnectionEncryptOption.Mandatory,
            Pooling = false,
        };
        builder.ConnectTimeout = Math.Max(builder.ConnectTimeout, ConnectSeconds);
        if (maySignIn && SignsIn(builder))
        {
            return builder.IntegratedSecurity || builder.Password.Length > 0 ? builder : WithPassword(builder);
        }

        builder.Remove("Authentication"); // The token takes its place.
        if (builder.Password.Length > 0 || builder.IntegratedSecurity)
        {
            throw new ArgumentException("The connection string signs in with a password or Windows; remove both: the app signs in with its managed identity.", nameof(connection));
        }

        builder.Remove("User ID");
        return builder;
    }

    /// <summary>Beside a way of Entra's a user is the client id of an identity.</summary>
    private static bool SignsIn(SqlConnectionStringBuilder builder) => builder.IntegratedSecurity
        || (builder.UserID.Length > 0 && builder.Authentication is SqlAuthenticationMethod.NotSpecified or SqlAuthenticationMethod.SqlPassword);

    private static SqlConnectionStringBuilder WithPassword(SqlConnectionStringBuilder builder)
    {
        builder.Password = Environment.GetEnvironmentVariable("SQLCMDPASSWORD") ?? throw new ArgumentException(
            $"The connection string gives the user '{builder.UserID}' and no password; set SQLCMDPASSWORD, or leave the user out to sign in with Entra.", nameof(builder));
        return builder;
    }

    private SqlConnection Connect(SqlConnectionStringBuilder builder)
    {
        var connection = new SqlConnection(builder.ConnectionString)
        {
            RetryLogicProvider = SqlConfigurableRetryFactory.CreateExponentialRetryProvider(new SqlRetryLogicOption
            {
                NumberOfTries = 4,
                DeltaTime = TimeSpan.FromSeconds(5),
                MaxTimeInterval = TimeSpan.FromSeconds(60),
                TransientErrors = Transient,
            }),
        };
        if (!SignsIn(builder))
        {
            connection.AccessTokenCallback = async (request, cancel) =>
            {
                var (value, expires) = await token(request.Resource.TrimEnd('/') + "/.default", cancel);
                return new SqlAuthenticationToken(value, expires);
            };
        }

        return connection;
    }

    private async Task<SqlConnection> OpenAsync(string text, ApplicationIntent intent, CancellationToken cancellationToken)
    {
        var connection = Connect(Prepare(text, intent, MaySignInByItself));
        try
        {
            await connection.OpenAsync(cancellationToken);
            await SqlServerCommands.ExecuteAsync(connection, null, TSql.SessionSettings, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
