using Azure.Core;

namespace Azure.ResourceManager.Sql;

/// <summary>A logical server and what lives on it.</summary>
public class SqlServerResource : ArmResource
{
    public static readonly ResourceType ResourceType = "Microsoft.Sql/servers";

    private readonly SqlRest _rest;
    private readonly SqlServerData _data;

    protected SqlServerResource()
    {
    }

    internal SqlServerResource(ArmClient client, ResourceIdentifier id)
        : base(client, ResourceTypes.Check(id, ResourceType))
    {
        TryGetApiVersion(ResourceType, out string apiVersion);
        _rest = new SqlRest(Pipeline, Endpoint, apiVersion ?? SqlRest.DefaultApiVersion);
    }

    internal SqlServerResource(ArmClient client, SqlServerData data)
        : this(client, data.Id) => _data = data;

    public virtual bool HasData => _data is not null;

    public virtual SqlServerData Data => _data ?? throw ResourceTypes.NoData(Id);

    public static ResourceIdentifier CreateResourceIdentifier(
        string subscriptionId, string resourceGroupName, string serverName) =>
        new($"/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Sql/servers/{serverName}");

    public virtual SqlDatabaseCollection GetSqlDatabases() =>
        GetCachedClient(client => new SqlDatabaseCollection(client, Id));

    public virtual ElasticPoolCollection GetElasticPools() =>
        GetCachedClient(client => new ElasticPoolCollection(client, Id));

    public virtual Task<Response<SqlServerResource>> GetAsync(
        string expand = null, CancellationToken cancellationToken = default) =>
        GetAsync(expand, async: true, cancellationToken).AsTask();

    public virtual Response<SqlServerResource> Get(string expand = null, CancellationToken cancellationToken = default) =>
        GetAsync(expand, async: false, cancellationToken).Completed();

    private async ValueTask<Response<SqlServerResource>> GetAsync(
        string expand, bool async, CancellationToken cancellationToken)
    {
        HttpMessage message = _rest.Message(RequestMethod.Get, Id, ("$expand", expand));
        Response response = await _rest.SendAsync(message, async, cancellationToken, 200);
        return Response.FromValue(new SqlServerResource(Client, SqlServerData.Read(SqlRest.Body(response))), response);
    }
}
