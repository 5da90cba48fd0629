using System.Collections;
using System.Globalization;
using Azure.Core;

namespace Azure.ResourceManager.Sql;

/// <summary>The elastic pools of one server.</summary>
public class ElasticPoolCollection : ArmCollection, IEnumerable<ElasticPoolResource>, IAsyncEnumerable<ElasticPoolResource>
{
    private readonly SqlRest _rest;

    protected ElasticPoolCollection()
    {
    }

    internal ElasticPoolCollection(ArmClient client, ResourceIdentifier id)
        : base(client, ResourceTypes.Check(id, SqlServerResource.ResourceType))
    {
        TryGetApiVersion(ElasticPoolResource.ResourceType, out string apiVersion);
        _rest = new SqlRest(Pipeline, Endpoint, apiVersion ?? SqlRest.DefaultApiVersion);
    }

    public virtual Task<ArmOperation<ElasticPoolResource>> CreateOrUpdateAsync(
        WaitUntil waitUntil, string elasticPoolName, ElasticPoolData data, CancellationToken cancellationToken = default) =>
        CreateOrUpdateAsync(waitUntil, elasticPoolName, data, async: true, cancellationToken).AsTask();

    public virtual ArmOperation<ElasticPoolResource> CreateOrUpdate(
        WaitUntil waitUntil, string elasticPoolName, ElasticPoolData data, CancellationToken cancellationToken = default) =>
        CreateOrUpdateAsync(waitUntil, elasticPoolName, data, async: false, cancellationToken).Completed();

    public virtual Task<Response<ElasticPoolResource>> GetAsync(
        string elasticPoolName, CancellationToken cancellationToken = default) =>
        GetAsync(elasticPoolName, async: true, cancellationToken).AsTask();

    public virtual Response<ElasticPoolResource> Get(
        string elasticPoolName, CancellationToken cancellationToken = default) =>
        GetAsync(elasticPoolName, async: false, cancellationToken).Completed();

    public virtual AsyncPageable<ElasticPoolResource> GetAllAsync(
        long? skip = default, CancellationToken cancellationToken = default) =>
        new LinkedAsyncPageable<ElasticPoolResource>(Pages(skip), cancellationToken);

    public virtual Pageable<ElasticPoolResource> GetAll(
        long? skip = default, CancellationToken cancellationToken = default) =>
        new LinkedPageable<ElasticPoolResource>(Pages(skip), cancellationToken);

    public virtual Task<Response<bool>> ExistsAsync(
        string elasticPoolName, CancellationToken cancellationToken = default) =>
        ExistsAsync(elasticPoolName, async: true, cancellationToken).AsTask();

    public virtual Response<bool> Exists(
        string elasticPoolName, CancellationToken cancellationToken = default) =>
        ExistsAsync(elasticPoolName, async: false, cancellationToken).Completed();

    public virtual Task<NullableResponse<ElasticPoolResource>> GetIfExistsAsync(
        string elasticPoolName, CancellationToken cancellationToken = default) =>
        GetIfExistsAsync(elasticPoolName, async: true, cancellationToken).AsTask();

    public virtual NullableResponse<ElasticPoolResource> GetIfExists(
        string elasticPoolName, CancellationToken cancellationToken = default) =>
        GetIfExistsAsync(elasticPoolName, async: false, cancellationToken).Completed();

    IEnumerator<ElasticPoolResource> IEnumerable<ElasticPoolResource>.GetEnumerator() => GetAll().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetAll().GetEnumerator();

    IAsyncEnumerator<ElasticPoolResource> IAsyncEnumerable<ElasticPoolResource>.GetAsyncEnumerator(
        CancellationToken cancellationToken) =>
        GetAllAsync(cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);

    private ValueTask<ArmOperation<ElasticPoolResource>> CreateOrUpdateAsync(
        WaitUntil waitUntil, string elasticPoolName, ElasticPoolData data, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        HttpMessage message = _rest.Message(RequestMethod.Put, Path(elasticPoolName), data.Write);
        return _rest.StartAsync(message, waitUntil, Read, async, cancellationToken);
    }

    private async ValueTask<Response<ElasticPoolResource>> GetAsync(
        string elasticPoolName, bool async, CancellationToken cancellationToken)
    {
        Response response = await _rest.SendAsync(GetMessage(elasticPoolName), async, cancellationToken, 200);
        return Response.FromValue(Read(response), response);
    }

    private async ValueTask<Response<bool>> ExistsAsync(
        string elasticPoolName, bool async, CancellationToken cancellationToken)
    {
        Response response = await _rest.FindAsync(GetMessage(elasticPoolName), async, cancellationToken);
        return Response.FromValue(response.Status == 200, response);
    }

    private async ValueTask<NullableResponse<ElasticPoolResource>> GetIfExistsAsync(
        string elasticPoolName, bool async, CancellationToken cancellationToken)
    {
        Response response = await _rest.FindAsync(GetMessage(elasticPoolName), async, cancellationToken);
        return response.Status == 200
            ? Response.FromValue(Read(response), response)
            : new Absent<ElasticPoolResource>(response);
    }

    private PageReader<ElasticPoolResource> Pages(long? skip) => new(
        _rest,
        () => _rest.Message(RequestMethod.Get, $"{Id}/elasticPools", ("$skip", skip?.ToString(CultureInfo.InvariantCulture))),
        json => new ElasticPoolResource(Client, ElasticPoolData.Read(json)));

    private HttpMessage GetMessage(string elasticPoolName) =>
        _rest.Message(RequestMethod.Get, Path(elasticPoolName));

    private string Path(string elasticPoolName)
    {
        ArgumentException.ThrowIfNullOrEmpty(elasticPoolName);
        return $"{Id}/elasticPools/{Uri.EscapeDataString(elasticPoolName)}";
    }

    private ElasticPoolResource Read(Response response) => new(Client, ElasticPoolData.Read(SqlRest.Body(response)));
}
