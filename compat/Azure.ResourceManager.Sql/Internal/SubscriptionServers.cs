using Azure.Core;

namespace Azure.ResourceManager.Sql;

/// <summary>Lists the servers of a subscription; an <see cref="ArmResource"/> only to reach the client's pipeline.</summary>
internal sealed class SubscriptionServers : ArmResource
{
    private readonly SqlRest _rest;

    public SubscriptionServers(ArmClient client, ResourceIdentifier id)
        : base(client, id)
    {
        TryGetApiVersion(SqlServerResource.ResourceType, out string apiVersion);
        _rest = new SqlRest(Pipeline, Endpoint, apiVersion ?? SqlRest.DefaultApiVersion);
    }

    public PageReader<SqlServerResource> Pages(string expand) => new(
        _rest,
        () => _rest.Message(RequestMethod.Get, $"{Id}/providers/Microsoft.Sql/servers", ("$expand", expand)),
        json => new SqlServerResource(Client, SqlServerData.Read(json)));
}
