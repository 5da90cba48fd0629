using System.Data.Common;
using Microsoft.Extensions.Options;
using ShadowFunctions.Activities;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Doctor;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Permissions;

namespace ShadowFunctions.Doctor;

/// <summary>Can the app read the data of every store that is sampled: log in, see the tables, see what changed?</summary>
public sealed class SqlLoginCheck(SqlDialects dialects, SleepGuard sleep, IOptions<AzureOptions> options) : StoreCheck
{
    /// <inheritdoc/>
    protected override async Task<CheckResult> LookAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (store.ProductionConnection is not { } connection)
        {
            return Skip(store, "Not sampled: no production connection is set.");
        }

        if (await SleepsAsync(store, cancellationToken) is { } why)
        {
            return Skip(store, $"Not signed in to: {why}");
        }

        try
        {
            var dialect = dialects.Of(connection);
            await using var production = await dialect.OpenProductionAsync(connection, cancellationToken);
            var schema = await dialect.ReadSchemaAsync(production.Connection, cancellationToken);
            var missing = dialect is IGrantedRights rights ? await rights.MissingAsync(production.Connection, cancellationToken) : [];
            return schema.Tables.Count == 0 ? Fail(store, "The login works, but no table can be seen.", Remedy(store))
                : missing.Count > 0 ? Fail(store, $"The login works and {schema.Tables.Count} tables can be read, but rights are missing.",
                    $"Run on the store's database: {string.Join(' ', missing)} (docs/permissions.md says why).")
                : Pass(store, $"{schema.Tables.Count} tables can be read, and all rights are there.");
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or IOException or ArgumentException)
        {
            return Fail(store, error.Message, Remedy(store));
        }
    }

    /// <summary>Why it must be left alone. Whether it may be woken has to be known first; that the platform cannot be asked is another check's finding.</summary>
    private async Task<string?> SleepsAsync(Store store, CancellationToken cancellationToken)
    {
        try
        {
            return await sleep.WhyNotAsync(store, cancellationToken);
        }
        catch (Exception error) when (error is TransientCloudException or CloudRefusedException)
        {
            return $"whether it sleeps cannot be told ({error.Message})";
        }
    }

    /// <summary>The statements to run on production, as docs/permissions.md explains them.</summary>
    private string Remedy(Store store)
    {
        var engine = dialects.Find(store.ProductionConnection!)?.Engine;
        var grants = RequiredPermissions.StatementsOf(engine, RequiredPermissions.Production, options.Value.ShadowIdentityName);
        return $"Correct ProductionConnection with PUT /api/stores/{store.Id}, or give the shadow operator its rights there"
            + (grants.Count == 0 ? " (docs/permissions.md)." : $": {string.Join(' ', grants)} with each table that shall be sampled for T (docs/permissions.md says why).");
    }
}
