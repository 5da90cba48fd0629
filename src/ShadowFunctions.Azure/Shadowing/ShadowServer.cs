using Azure;
using Azure.Core;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Shadowing;

/// <summary>
/// Databases of ours on the shadow server, under the shadow operator's identity. Each change follows a read in the same call and carries what was
/// read as proof; a database without our tags is refused and stays as it is.
/// </summary>
/// <param name="connection">Credential, transport and the shadow server.</param>
/// <param name="writes">What the fleet's budget of writes has to spare: it is asked before each change.</param>
internal sealed class ShadowServer(AzureConnection connection, ISpareWrites writes)
{
    /// <summary>The shadow server, after a check that nothing of the store lives there.</summary>
    /// <exception cref="CloudRefusedException">None is configured, or it is production's own, or stands in production's resource group.</exception>
    public ResourceIdentifier For(Store store)
    {
        _ = StoreResource.Kind(store);
        if (connection.Options.ShadowServerId is not { Length: > 0 } shadowServer)
        {
            throw Refused("ShadowServerNotConfigured", "Azure:ShadowServerId is empty; name the logical server that holds shadows");
        }

        var server = new ResourceIdentifier(shadowServer.TrimEnd('/'));
        if (AllowList.IsOrIsBelow(store.ResourceId, server.ToString()))
        {
            throw Refused("ShadowOnProduction", $"store '{store.Id}' lives on the shadow server '{server}'; shadows need a server of their own");
        }

        var group = $"/subscriptions/{server.SubscriptionId}/resourceGroups/{server.ResourceGroupName}";
        return AllowList.IsOrIsBelow(store.ResourceId, group)
            ? throw Refused("ShadowInProductionGroup", $"store '{store.Id}' lives in the shadow server's resource group '{group}'; shadows need a group of their own")
            : server;
    }

    /// <summary>Where a database of that name would be.</summary>
    public static ResourceIdentifier IdOf(ResourceIdentifier server, string name) => new($"{server}/databases/{name}");

    /// <summary>The region of the server.</summary>
    public async Task<AzureLocation> LocationAsync(ResourceIdentifier server, CancellationToken cancellationToken) =>
        (await connection.ShadowArm.GetSqlServerResource(server).GetAsync(cancellationToken: cancellationToken)).Value.Data.Location;

    /// <summary>Our database; null when there is none.</summary>
    /// <exception cref="CloudRefusedException">Something that is not ours has that name (code <c>NotOurShadow</c>).</exception>
    public async Task<SqlDatabaseData?> FindAsync(ResourceIdentifier id, string role, Store store, CancellationToken cancellationToken) =>
        (await LookAsync(id, role, store, cancellationToken)).Found;

    /// <summary>Makes a database unless one of ours is there; returns what is there now, null when the platform does not show it yet.</summary>
    public async Task<SqlDatabaseData?> CreateOnceAsync(
        ResourceIdentifier id, string role, Store store, Func<SqlDatabaseData> make, CancellationToken cancellationToken)
    {
        var (found, proof) = await LookAsync(id, role, store, cancellationToken);
        if (found is not null)
        {
            return found;
        }

        SqlDatabaseData data = make();
        data.Tags.Add(ShadowProof.RoleTag, role);
        data.Tags.Add(ShadowProof.StoreTag, store.Id);
        await TakeWriteAsync(id, cancellationToken);
        using (proof.Show())
        {
            await connection.ShadowArm.GetSqlServerResource(id.Parent!).GetSqlDatabases().CreateOrUpdateAsync(WaitUntil.Started, id.Name, data, cancellationToken);
        }

        return (await LookAsync(id, role, store, cancellationToken)).Found;
    }

    /// <summary>Changes our database; none there is no error.</summary>
    public async Task UpdateAsync(
        ResourceIdentifier id, string role, Store store, Func<SqlDatabaseData, SqlDatabasePatch?> change, CancellationToken cancellationToken)
    {
        var (found, proof) = await LookAsync(id, role, store, cancellationToken);
        if (found is not null && change(found) is { } patch)
        {
            await TakeWriteAsync(id, cancellationToken);
            using (proof.Show())
            {
                await connection.ShadowArm.GetSqlDatabaseResource(id).UpdateAsync(WaitUntil.Started, patch, cancellationToken);
            }
        }
    }

    /// <summary>Asks for the removal of our database; true when none is there.</summary>
    public async Task<bool> DeleteAsync(ResourceIdentifier id, string role, Store store, CancellationToken cancellationToken)
    {
        var (found, proof) = await LookAsync(id, role, store, cancellationToken);
        if (found is null)
        {
            return true;
        }

        await TakeWriteAsync(id, cancellationToken);
        using (proof.Show())
        {
            await connection.ShadowArm.GetSqlDatabaseResource(id).DeleteAsync(WaitUntil.Started, cancellationToken);
        }

        return false;
    }

    /// <summary>Where a database of the server can be reached, signed in as the shadow operator.</summary>
    public string ConnectionTo(ResourceIdentifier id) => connection.ShadowDatabase(id.Parent!.Name, id.Name);

    /// <summary>A refusal of ours.</summary>
    public static CloudRefusedException Refused(string code, string why) => new($"Nothing was made or removed: {why}.") { ErrorCode = code };

    private async Task TakeWriteAsync(ResourceIdentifier id, CancellationToken cancellationToken)
    {
        if (await writes.TakeAsync(cancellationToken) is { } wait)
        {
            throw new TransientCloudException($"'{id.Name}' was not changed: the fleet's budget of writes has none to spare now.")
            {
                RetryAfter = wait,
                Outcome = RequestOutcome.NotSent,
            };
        }
    }

    private async Task<(SqlDatabaseData? Found, ShadowProof Proof)> LookAsync(ResourceIdentifier id, string role, Store store, CancellationToken cancellationToken)
    {
        SqlDatabaseData? found = null;
        try
        {
            found = (await connection.ShadowArm.GetSqlDatabaseResource(id).GetAsync(cancellationToken: cancellationToken)).Value.Data;
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            // Nothing there.
        }

        return (found, ShadowProof.Of(id, found, role, store.Id)
            ?? throw Refused("NotOurShadow", $"'{id}' does not carry the tags {ShadowProof.RoleTag}={role} and {ShadowProof.StoreTag}={store.Id}; rename it or tag it"));
    }
}
