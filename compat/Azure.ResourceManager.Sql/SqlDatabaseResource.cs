using Azure.Core;
using Azure.ResourceManager.Sql.Models;

namespace Azure.ResourceManager.Sql;

/// <summary>Operations on one database.</summary>
public class SqlDatabaseResource : ArmResource
{
    public static readonly ResourceType ResourceType = "Microsoft.Sql/servers/databases";

    private readonly SqlRest _rest;
    private readonly SqlDatabaseData _data;

    protected SqlDatabaseResource()
    {
    }

    internal SqlDatabaseResource(ArmClient client, ResourceIdentifier id)
        : base(client, ResourceTypes.Check(id, ResourceType))
    {
        TryGetApiVersion(ResourceType, out string apiVersion);
        _rest = new SqlRest(Pipeline, Endpoint, apiVersion ?? SqlRest.DefaultApiVersion);
    }

    internal SqlDatabaseResource(ArmClient client, SqlDatabaseData data)
        : this(client, data.Id) => _data = data;

    public virtual bool HasData => _data is not null;

    public virtual SqlDatabaseData Data => _data ?? throw ResourceTypes.NoData(Id);

    public static ResourceIdentifier CreateResourceIdentifier(
        string subscriptionId, string resourceGroupName, string serverName, string databaseName) =>
        new($"{SqlServerResource.CreateResourceIdentifier(subscriptionId, resourceGroupName, serverName)}/databases/{databaseName}");

    public virtual Task<Response<SqlDatabaseResource>> GetAsync(
        string expand = null, string filter = null, CancellationToken cancellationToken = default) =>
        GetAsync(expand, filter, async: true, cancellationToken).AsTask();

    public virtual Response<SqlDatabaseResource> Get(
        string expand = null, string filter = null, CancellationToken cancellationToken = default) =>
        GetAsync(expand, filter, async: false, cancellationToken).Completed();

    public virtual Task<ArmOperation> DeleteAsync(WaitUntil waitUntil, CancellationToken cancellationToken = default) =>
        _rest.DeleteAsync(Id, waitUntil, async: true, cancellationToken).AsTask();

    public virtual ArmOperation Delete(WaitUntil waitUntil, CancellationToken cancellationToken = default) =>
        _rest.DeleteAsync(Id, waitUntil, async: false, cancellationToken).Completed();

    public virtual Task<ArmOperation<SqlDatabaseResource>> UpdateAsync(
        WaitUntil waitUntil, SqlDatabasePatch patch, CancellationToken cancellationToken = default) =>
        UpdateAsync(waitUntil, patch, async: true, cancellationToken).AsTask();

    public virtual ArmOperation<SqlDatabaseResource> Update(
        WaitUntil waitUntil, SqlDatabasePatch patch, CancellationToken cancellationToken = default) =>
        UpdateAsync(waitUntil, patch, async: false, cancellationToken).Completed();

    public virtual AsyncPageable<DatabaseOperationData> GetDatabaseOperationsAsync(CancellationToken cancellationToken = default) =>
        new LinkedAsyncPageable<DatabaseOperationData>(Operations(), cancellationToken);

    public virtual Pageable<DatabaseOperationData> GetDatabaseOperations(CancellationToken cancellationToken = default) =>
        new LinkedPageable<DatabaseOperationData>(Operations(), cancellationToken);

    public virtual Task<Response> CancelDatabaseOperationAsync(Guid operationId, CancellationToken cancellationToken = default) =>
        _rest.CancelAsync(Id, operationId, async: true, cancellationToken).AsTask();

    public virtual Response CancelDatabaseOperation(Guid operationId, CancellationToken cancellationToken = default) =>
        _rest.CancelAsync(Id, operationId, async: false, cancellationToken).Completed();

    public virtual AsyncPageable<DatabaseUsage> GetDatabaseUsagesAsync(CancellationToken cancellationToken = default) =>
        new LinkedAsyncPageable<DatabaseUsage>(Usages(), cancellationToken);

    public virtual Pageable<DatabaseUsage> GetDatabaseUsages(CancellationToken cancellationToken = default) =>
        new LinkedPageable<DatabaseUsage>(Usages(), cancellationToken);

    private async ValueTask<Response<SqlDatabaseResource>> GetAsync(
        string expand, string filter, bool async, CancellationToken cancellationToken)
    {
        HttpMessage message = _rest.Message(RequestMethod.Get, Id, ("$expand", expand), ("$filter", filter));
        Response response = await _rest.SendAsync(message, async, cancellationToken, 200);
        return Response.FromValue(Read(response), response);
    }

    private ValueTask<ArmOperation<SqlDatabaseResource>> UpdateAsync(
        WaitUntil waitUntil, SqlDatabasePatch patch, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patch);
        HttpMessage message = _rest.Message(RequestMethod.Patch, Id, patch.Write);
        return _rest.StartAsync(message, waitUntil, Read, async, cancellationToken);
    }

    private PageReader<DatabaseOperationData> Operations() =>
        new(_rest, () => _rest.Message(RequestMethod.Get, $"{Id}/operations"), DatabaseOperationData.Read);

    private PageReader<DatabaseUsage> Usages() =>
        new(_rest, () => _rest.Message(RequestMethod.Get, $"{Id}/usages"), DatabaseUsage.Read);

    private SqlDatabaseResource Read(Response response) => new(Client, SqlDatabaseData.Read(SqlRest.Body(response)));
}
