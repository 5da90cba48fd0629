using System.Text.RegularExpressions;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Dialects.SqlServer;

namespace ShadowFunctions.Api;

/// <summary>What a store must be like to be managed.</summary>
internal static partial class StoreRules
{
    private static readonly ISqlDialect[] Engines =
        [new SqlServerDialect((_, _) => throw new InvalidOperationException("Rules do not sign in.")), new PostgresDialect(), new SqliteDialect()];

    /// <summary>Subscription and region of a store; null when the body does not tell them.</summary>
    public static (string Subscription, string Region)? PlaceOf(StoreRequest store) =>
        store is { ResourceId: { } id, Region: { } region } && Subscription().Match(id) is { Success: true } match && Region().IsMatch(region)
            ? (match.Groups[1].Value, region)
            : null;

    /// <summary>All mistakes of a store's id and body; sizes are those that the region sells, where that is known.</summary>
    public static IReadOnlyList<FieldError> Check(string id, StoreRequest store, RegionCapabilities? sold)
    {
        var rules = new Rules();
        rules.That(Id().IsMatch(id), "id", id, "Use 1 to 63 lower-case letters, digits and hyphens, starting with a letter or digit.");
        CheckResource(rules, store);
        CheckConnection(rules, "productionConnection", store.ProductionConnection);
        CheckConnection(rules, "shadowConnection", store.ShadowConnection);
        rules.That(
            store is not { ProductionConnection: { } from, ShadowConnection: { } to } || EngineOf(from) == EngineOf(to),
            "shadowConnection", store.ShadowConnection, "Point it at a database of production's engine.");
        rules.That(
            store.ShadowConnection is null || store.ShadowConnection != store.ProductionConnection,
            "shadowConnection", store.ShadowConnection, "Point it at the shadow: it must not be production itself.");
        if (store.Configuration is null)
        {
            rules.That(false, "configuration", null, "Leave it out to take the defaults, or send an object.");
            return rules.Errors;
        }

        ConfigurationRules.Check(rules, store.Configuration, store.Kind, sold);
        return rules.Errors;
    }

    private static void CheckResource(Rules rules, StoreRequest store)
    {
        var (pattern, shape) = store.Kind switch
        {
            StoreKind.SqlDatabase => (Database(), "/subscriptions/…/resourceGroups/…/providers/Microsoft.Sql/servers/…/databases/…"),
            StoreKind.SqlElasticPool => (Pool(), "/subscriptions/…/resourceGroups/…/providers/Microsoft.Sql/servers/…/elasticPools/…"),
            _ => (Postgres(), "/subscriptions/…/resourceGroups/…/providers/Microsoft.DBforPostgreSQL/flexibleServers/…"),
        };
        rules.That(store.ResourceId is not null && pattern.IsMatch(store.ResourceId), "resourceId", store.ResourceId, $"Send the full resource id: {shape}.");
        rules.That(
            store.ResourceId is null || !store.ResourceId.EndsWith("/databases/master", StringComparison.OrdinalIgnoreCase),
            "resourceId", store.ResourceId, "Name a user database: master cannot be sized.");
        rules.That(store.Region is not null && Region().IsMatch(store.Region), "region", store.Region, "Send the region's short name, for example westeurope.");
    }

    /// <summary>True for the resource id of an Azure SQL database.</summary>
    public static bool IsDatabase(string resourceId) => Database().IsMatch(resourceId);

    private static ISqlDialect? EngineOf(string connection) => Array.Find(Engines, e => e.Accepts(connection));

    private static void CheckConnection(Rules rules, string field, string? connection)
    {
        if (connection is null)
        {
            return;
        }

        rules.That(connection.Trim().Length > 0, field, connection, "Leave it out or send a connection string.");
        rules.That(
            Secret().IsMatch(connection) || Engines.Any(e => e.Accepts(connection)), field, connection,
            "Send a connection string of Azure SQL Database (Server=…;Database=…), PostgreSQL (Host=…;Database=…) or SQLite (Data Source=…), or leave it "
            + "out: the store is predicted from its history all the same.");
        rules.That(
            !Secret().IsMatch(connection), field, "(contains a secret)",
            "Remove the password or key: the app signs in with its managed identity; a PostgreSQL of your own with .pgpass, peer or PGPASSWORD.");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$")]
    private static partial Regex Id();

    [GeneratedRegex("^/subscriptions/([A-Za-z0-9-]+)/", RegexOptions.IgnoreCase)]
    private static partial Regex Subscription();

    [GeneratedRegex("^[a-z0-9]{3,40}$")]
    private static partial Regex Region();

    [GeneratedRegex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Sql/servers/[^/]+/databases/[^/]+$", RegexOptions.IgnoreCase)]
    private static partial Regex Database();

    [GeneratedRegex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Sql/servers/[^/]+/elasticPools/[^/]+$", RegexOptions.IgnoreCase)]
    private static partial Regex Pool();

    [GeneratedRegex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.DBforPostgreSQL/flexibleServers/[^/]+$", RegexOptions.IgnoreCase)]
    private static partial Regex Postgres();

    [GeneratedRegex("(password|pwd|accountkey|sharedaccesskey|secret)\\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
