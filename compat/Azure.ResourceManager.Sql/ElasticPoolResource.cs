using Azure.Core;
using Azure.ResourceManager.Sql.Models;

namespace Azure.ResourceManager.Sql;

/// <summary>Operations on one elastic pool.</summary>
public class ElasticPoolResource : ArmResource
{
    public static readonly ResourceType ResourceType = "Microsoft.Sql/servers/elasticPools";

    private readonly SqlRest _rest;
    private readonly ElasticPoolData _data;

    protected ElasticPoolResource()
    {
    }

    internal ElasticPoolResource(ArmClient client, ResourceIdentifier id)
        : base(client, ResourceTypes.Check(id, ResourceType))
    {
        TryGetApiVersion(ResourceType, out string apiVersion);
        _rest = new SqlRest(Pipeline, Endpoint, apiVersion ?? SqlRest.DefaultApiVersion);
    }

    internal ElasticPoolResource(ArmClient client, ElasticPoolData data)
        : this(client, data.Id) => _data = data;

    public virtual bool HasData => _data is not null;

    public virtual ElasticPoolData Data => _data ?? throw ResourceTypes.NoData(Id);

    public static ResourceIdentifier CreateResourceIdentifier(
        string subscriptionId, string resourceGroupName, string serverName, string elasticPoolName) =>
        new($"{SqlServerResource.CreateResourceIdentifier(subscriptionId, resourceGroupName, serverName)}/elasticPools/{elasticPoolName}");

    public virtual Task<Response<ElasticPoolResource>> GetAsync(CancellationToken cancellationToken = default) =>
        GetAsync(async: true, cancellationToken).AsTask();

    public virtual Response<ElasticPoolResource> Get(CancellationToken cancellationToken = default) =>
        GetAsync(async: false, cancellationToken).Completed();

    public virtual Task<ArmOperation> DeleteAsync(WaitUntil waitUntil, CancellationToken cancellationToken = default) =>
        _rest.DeleteAsync(Id, waitUntil, async: true, cancellationToken).AsTask();

    public virtual ArmOperation Delete(WaitUntil waitUntil, CancellationToken cancellationToken = default) =>
        _rest.DeleteAsync(Id, waitUntil, async: false, cancellationToken).Completed();

    public virtual Task<ArmOperation<ElasticPoolResource>> UpdateAsync(
        WaitUntil waitUntil, ElasticPoolPatch patch, CancellationToken cancellationToken = default) =>
        UpdateAsync(waitUntil, patch, async: true, cancellationToken).AsTask();

    public virtual ArmOperation<ElasticPoolResource> Update(
        WaitUntil waitUntil, ElasticPoolPatch patch, CancellationToken cancellationToken = default) =>
        UpdateAsync(waitUntil, patch, async: false, cancellationToken).Completed();

    public virtual AsyncPageable<SqlDatabaseResource> GetDatabasesAsync(CancellationToken cancellationToken = default) =>
        new LinkedAsyncPageable<SqlDatabaseResource>(Databases(), cancellationToken);

    public virtual Pageable<SqlDatabaseResource> GetDatabases(CancellationToken cancellationToken = default) =>
        new LinkedPageable<SqlDatabaseResource>(Databases(), cancellationToken);

    public virtual AsyncPageable<ElasticPoolOperationData> GetElasticPoolOperationsAsync(CancellationToken cancellationToken = default) =>
        new LinkedAsyncPageable<ElasticPoolOperationData>(Operations(), cancellationToken);

    public virtual Pageable<ElasticPoolOperationData> GetElasticPoolOperations(CancellationToken cancellationToken = default) =>
        new LinkedPageable<ElasticPoolOperationData>(Operations(), cancellationToken);

    public virtual Task<Response> CancelElasticPoolOperationAsync(Guid operationId, CancellationToken cancellationToken = default) =>
        _rest.CancelAsync(Id, operationId, async: true, cancellationToken).AsTask();

    public virtual Response CancelElasticPoolOperation(Guid operationId, CancellationToken cancellationToken = default) =>
        _rest.CancelAsync(Id, operationId, async: false, cancellationToken).Completed();

    private async ValueTask<Response<ElasticPoolResource>> GetAsync(bool async, CancellationToken cancellationToken)
    {
        Response response = await _rest.SendAsync(_rest.Message(RequestMethod.Get, Id), async, cancellationToken, 200);
        return Response.FromValue(Read(response), response);
    }

    private ValueTask<ArmOperation<ElasticPoolResource>> UpdateAsync(
        WaitUntil waitUntil, ElasticPoolPatch patch, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patch);
        HttpMessage message = _rest.Message(RequestMethod.Patch, Id, patch.Write);
        return _rest.StartAsync(message, waitUntil, Read, async, cancellationToken);
    }

    private PageReader<SqlDatabaseResource> Databases() => new(
        _rest,
        () => _rest.Message(RequestMethod.Get, $"{Id}/databases"),
        json => new SqlDatabaseResource(Client, SqlDatabaseData.Read(json)));

    private PageReader<ElasticPoolOperationData> Operations() =>
        new(_rest, () => _rest.Message(RequestMethod.Get, $"{Id}/operations"), ElasticPoolOperationData.Read);

    private ElasticPoolResource Read(Response response) => new(Client, ElasticPoolData.Read(SqlRest.Body(response)));
}
