using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Workload;

/// <summary>What a rehearsal needs to know of one engine.</summary>
/// <param name="Dialect">How it is read and written.</param>
/// <param name="Language">Its SQL.</param>
/// <param name="OpenTargetAsync">Makes the copy of a shadow that a load runs on.</param>
public sealed record RehearsalEngine(
    ISqlDialect Dialect, StatementLanguage Language, Func<string, CancellationToken, Task<ILoadTarget>> OpenTargetAsync)
{
    private static readonly RehearsalEngine[] All =
    [
        new(new SqliteDialect(), StatementLanguage.Sqlite, async (shadow, cancel) => await SqliteLoadTarget.CreateAsync(shadow, cancel)),
        new(new PostgresDialect(), StatementLanguage.PostgreSql, async (shadow, cancel) => await PostgresLoadTarget.CreateAsync(shadow, cancel)),
    ];

    /// <summary>The engine of a store's connection string.</summary>
    /// <exception cref="ProfileException">No engine takes it.</exception>
    public static RehearsalEngine Of(string store) => All.FirstOrDefault(e => e.Dialect.Accepts(store)) ?? throw new ProfileException(
        $"--store is no connection string of {string.Join(" or ", All.Select(e => e.Dialect.Engine))}, such as 'Data Source=shop.db' or 'Host=db;Database=shop;Username=reader'.");
}
