using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Dialects.SqlServer;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Workload;

/// <summary>What a rehearsal needs to know of one engine.</summary>
/// <param name="Dialect">How it is read and written.</param>
/// <param name="OpenTargetAsync">Makes the copy of a shadow that a load runs on.</param>
public sealed record RehearsalEngine(
    ISqlDialect Dialect, Func<string, CancellationToken, Task<ILoadTarget>> OpenTargetAsync)
{
    private const string Example = "'Data Source=shop.db', 'Host=db;Database=shop;Username=reader' or 'Server=db;Database=shop'";

    /// <summary>Its SQL.</summary>
    public StatementLanguage Language => Dialect.Language;

    /// <summary>The server and database behind a connection string, which tell whether two strings mean the same; null where a database is a file.</summary>
    internal Func<string, CancellationToken, Task<(string System, string Name)>>? IdentifyAsync { get; private init; }

    /// <summary>The engine of a store's connection string.</summary>
    /// <param name="store">The connection string.</param>
    /// <param name="token">Gives an Entra token for a scope, where SQL Server's string does not sign in by itself; null when there is nobody to ask.</param>
    /// <exception cref="ProfileException">No engine takes it.</exception>
    public static RehearsalEngine Of(string store, Func<string, CancellationToken, ValueTask<(string Token, DateTimeOffset ExpiresOn)>>? token = null)
    {
        var sqlServer = new SqlServerDialect(token ?? ((_, _) => throw new ProfileException("The connection string names no way to sign in, and there is no Entra sign-in here."))) { MaySignInByItself = true };
        RehearsalEngine[] all =
        [
            new(new SqliteDialect(), async (shadow, cancel) => await SqliteLoadTarget.CreateAsync(shadow, cancel)),
            new(new PostgresDialect(), async (shadow, cancel) => await PostgresLoadTarget.CreateAsync(shadow, cancel))
            {
                IdentifyAsync = StoreIdentity.OfPostgresAsync,
            },
            new(sqlServer, async (shadow, cancel) => await SqlServerLoadTarget.CreateAsync(sqlServer, shadow, cancel))
            {
                IdentifyAsync = sqlServer.IdentifyAsync,
            },
        ];
        return all.FirstOrDefault(e => e.Dialect.Accepts(store))
            ?? throw new ProfileException($"--store is no connection string of {string.Join(" or ", all.Select(e => e.Dialect.Engine))}, such as {Example}.");
    }
}
