using Azure.Core;
using Azure.ResourceManager.Resources;

namespace Azure.ResourceManager.Sql;

/// <summary>Where SQL resources hang on the ARM client.</summary>
public static class SqlExtensions
{
    public static SqlDatabaseResource GetSqlDatabaseResource(this ArmClient client, ResourceIdentifier id) => new(client, id);

    public static ElasticPoolResource GetElasticPoolResource(this ArmClient client, ResourceIdentifier id) => new(client, id);

    public static SqlServerResource GetSqlServerResource(this ArmClient client, ResourceIdentifier id) => new(client, id);

    public static AsyncPageable<SqlServerResource> GetSqlServersAsync(
        this SubscriptionResource subscriptionResource, string expand = null, CancellationToken cancellationToken = default) =>
        new LinkedAsyncPageable<SqlServerResource>(Servers(subscriptionResource).Pages(expand), cancellationToken);

    public static Pageable<SqlServerResource> GetSqlServers(
        this SubscriptionResource subscriptionResource, string expand = null, CancellationToken cancellationToken = default) =>
        new LinkedPageable<SqlServerResource>(Servers(subscriptionResource).Pages(expand), cancellationToken);

    private static SubscriptionServers Servers(SubscriptionResource subscription) =>
        subscription.GetCachedClient(client => new SubscriptionServers(client, subscription.Id));
}
