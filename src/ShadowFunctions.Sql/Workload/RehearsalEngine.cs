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

    /// <summary>The engine of a connection string; null when none takes it.</summary>
    public static RehearsalEngine? Find(string connection) => All.FirstOrDefault(e => e.Dialect.Accepts(connection));

    /// <summary>Names of the engines.</summary>
    public static IReadOnlyList<string> Names => [.. All.Select(e => e.Dialect.Engine)];
}
