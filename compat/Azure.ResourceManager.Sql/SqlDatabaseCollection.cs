using System.Collections;
using Azure.Core;

namespace Azure.ResourceManager.Sql;

/// <summary>The databases of one server.</summary>
public class SqlDatabaseCollection : ArmCollection, IEnumerable<SqlDatabaseResource>, IAsyncEnumerable<SqlDatabaseResource>
{
    private readonly SqlRest _rest;

    protected SqlDatabaseCollection()
    {
    }

    internal SqlDatabaseCollection(ArmClient client, ResourceIdentifier id)
        : base(client, ResourceTypes.Check(id, SqlServerResource.ResourceType))
    {
        TryGetApiVersion(SqlDatabaseResource.ResourceType, out string apiVersion);
        _rest = new SqlRest(Pipeline, Endpoint, apiVersion ?? SqlRest.DefaultApiVersion);
    }

    public virtual Task<ArmOperation<SqlDatabaseResource>> CreateOrUpdateAsync(
        WaitUntil waitUntil, string databaseName, SqlDatabaseData data, CancellationToken cancellationToken = default) =>
        CreateOrUpdateAsync(waitUntil, databaseName, data, async: true, cancellationToken).AsTask();

    public virtual ArmOperation<SqlDatabaseResource> CreateOrUpdate(
        WaitUntil waitUntil, string databaseName, SqlDatabaseData data, CancellationToken cancellationToken = default) =>
        CreateOrUpdateAsync(waitUntil, databaseName, data, async: false, cancellationToken).Completed();

    public virtual Task<Response<SqlDatabaseResource>> GetAsync(
        string databaseName, string expand = null, string filter = null, CancellationToken cancellationToken = default) =>
        GetAsync(databaseName, expand, filter, async: true, cancellationToken).AsTask();

    public virtual Response<SqlDatabaseResource> Get(
        string databaseName, string expand = null, string filter = null, CancellationToken cancellationToken = default) =>
        GetAsync(databaseName, expand, filter, async: false, cancellationToken).Completed();

    public virtual AsyncPageable<SqlDatabaseResource> GetAllAsync(
        string skipToken = null, CancellationToken cancellationToken = default) =>
        new LinkedAsyncPageable<SqlDatabaseResource>(Pages(skipToken), cancellationToken);

    public virtual Pageable<SqlDatabaseResource> GetAll(
        string skipToken = null, CancellationToken cancellationToken = default) =>
        new LinkedPageable<SqlDatabaseResource>(Pages(skipToken), cancellationToken);

    public virtual Task<Response<bool>> ExistsAsync(
        string databaseName, string expand = null, string filter = null, CancellationToken cancellationToken = default) =>
        ExistsAsync(databaseName, expand, filter, async: true, cancellationToken).AsTask();

    public virtual Response<bool> Exists(
        string databaseName, string expand = null, string filter = null, CancellationToken cancellationToken = default) =>
        ExistsAsync(databaseName, expand, filter, async: false, cancellationToken).Completed();

    public virtual Task<NullableResponse<SqlDatabaseResource>> GetIfExistsAsync(
        string databaseName, string expand = null, string filter = null, CancellationToken cancellationToken = default) =>
        GetIfExistsAsync(databaseName, expand, filter, async: true, cancellationToken).AsTask();

    public virtual NullableResponse<SqlDatabaseResource> GetIfExists(
        string databaseName, string expand = null, string filter = null, CancellationToken cancellationToken = default) =>
        GetIfExistsAsync(databaseName, expand, filter, async: false, cancellationToken).Completed();

    IEnumerator<SqlDatabaseResource> IEnumerable<SqlDatabaseResource>.GetEnumerator() => GetAll().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetAll().GetEnumerator();

    IAsyncEnumerator<SqlDatabaseResource> IAsyncEnumerable<SqlDatabaseResource>.GetAsyncEnumerator(
        CancellationToken cancellationToken) =>
        GetAllAsync(cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);

    private ValueTask<ArmOperation<SqlDatabaseResource>> CreateOrUpdateAsync(
        WaitUntil waitUntil, string databaseName, SqlDatabaseData data, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        HttpMessage message = _rest.Message(RequestMethod.Put, Path(databaseName), data.Write);
        return _rest.StartAsync(message, waitUntil, Read, async, cancellationToken);
    }

    private async ValueTask<Response<SqlDatabaseResource>> GetAsync(
        string databaseName, string expand, string filter, bool async, CancellationToken cancellationToken)
    {
        Response response = await _rest.SendAsync(GetMessage(databaseName, expand, filter), async, cancellationToken, 200);
        return Response.FromValue(Read(response), response);
    }

    private async ValueTask<Response<bool>> ExistsAsync(
        string databaseName, string expand, string filter, bool async, CancellationToken cancellationToken)
    {
        Response response = await _rest.FindAsync(GetMessage(databaseName, expand, filter), async, cancellationToken);
        return Response.FromValue(response.Status == 200, response);
    }

    private async ValueTask<NullableResponse<SqlDatabaseResource>> GetIfExistsAsync(
        string databaseName, string expand, string filter, bool async, CancellationToken cancellationToken)
    {
        Response response = await _rest.FindAsync(GetMessage(databaseName, expand, filter), async, cancellationToken);
        return response.Status == 200
            ? Response.FromValue(Read(response), response)
            : new Absent<SqlDatabaseResource>(response);
    }

    private PageReader<SqlDatabaseResource> Pages(string skipToken) => new(
        _rest,
        () => _rest.Message(RequestMethod.Get, $"{Id}/databases", ("$skipToken", skipToken)),
        json => new SqlDatabaseResource(Client, SqlDatabaseData.Read(json)));

    private HttpMessage GetMessage(string databaseName, string expand, string filter) =>
        _rest.Message(RequestMethod.Get, Path(databaseName), ("$expand", expand), ("$filter", filter));

    private string Path(string databaseName)
    {
        ArgumentException.ThrowIfNullOrEmpty(databaseName);
        return $"{Id}/databases/{Uri.EscapeDataString(databaseName)}";
    }

    private SqlDatabaseResource Read(Response response) => new(Client, SqlDatabaseData.Read(SqlRest.Body(response)));
}
