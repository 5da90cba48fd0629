using System.Data.Common;
using ShadowFunctions.Azure.Doctor;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Doctor;

/// <summary>Can the app read the data of every store that is sampled: log in, see the tables, see what changed?</summary>
public sealed class SqlLoginCheck(SqlDialects dialects) : StoreCheck
{
    /// <inheritdoc/>
    protected override async Task<CheckResult> LookAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (store.ProductionConnection is not { } connection)
        {
            return Skip(store, "Not sampled: no production connection is set.");
        }

        try
        {
            var dialect = dialects.Of(connection);
            await using var production = await dialect.OpenProductionAsync(connection, cancellationToken);
            var schema = await dialect.ReadSchemaAsync(production.Connection, cancellationToken);
            return schema.Tables.Count == 0
                ? Fail(store, "The login works, but no table can be seen.", Remedy(store))
                : Pass(store, $"{schema.Tables.Count} tables can be read.");
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or IOException or ArgumentException)
        {
            return Fail(store, error.Message, Remedy(store));
        }
    }

    private static string Remedy(Store store) =>
        $"Correct ProductionConnection with PUT /api/stores/{store.Id}, and let the app read the tables it shall sample (docs/permissions.md).";
}
