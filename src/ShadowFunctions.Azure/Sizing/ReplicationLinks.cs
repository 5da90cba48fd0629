using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>Reads where a database replicates to, with the identity that only reads.</summary>
internal static class ReplicationLinks
{
    private const string Version = "2023-08-01";

    /// <summary>A pair of pools shows in its first databases; each further one costs a request before every change.</summary>
    private const int MostMembers = 8;

    /// <summary>Geo secondaries of the database; named and standby replicas have sizes of their own and are left alone.</summary>
    /// <exception cref="CloudRefusedException">A secondary is not told by its resource id (code <c>SecondaryNotTold</c>).</exception>
    public static Task<IReadOnlyList<string>> SecondariesAsync(AzureConnection connection, Store store, CancellationToken cancellationToken) =>
        SecondariesAsync(connection, store, store.ResourceId, cancellationToken);

    /// <summary>
    /// Pools that the databases of a pool replicate into. A pool has no links of its own: its first databases are looked at, until one is found
    /// whose secondary is in a pool.
    /// </summary>
    /// <exception cref="CloudRefusedException">As for a database.</exception>
    public static async Task<IReadOnlyList<string>> SecondariesOfPoolAsync(AzureConnection connection, Store store, CancellationToken cancellationToken)
    {
        var pool = store.ResourceId.TrimEnd('/');
        var server = pool[..pool.LastIndexOf("/elasticPools/", StringComparison.OrdinalIgnoreCase)];
        var members = ArmRest.ListAsync(connection, $"{server}/databases?api-version={Version}", cancellationToken)
            .Where(d => d.Member("properties").Is("elasticPoolId", pool)).Select(d => d.Text("id")).OfType<string>().Take(MostMembers);
        await foreach (var member in members.WithCancellation(cancellationToken))
        {
            List<string> pools = [];
            foreach (var partner in await SecondariesAsync(connection, store, member, cancellationToken))
            {
                var database = await ArmRest.ReadAsync(connection, $"{partner}?api-version={Version}", cancellationToken);
                pools.AddRange(database.Member("properties").Text("elasticPoolId") is { Length: > 0 } id ? [id] : Array.Empty<string>());
            }

            if (pools.Count > 0)
            {
                return [.. pools.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
            }
        }

        return [];
    }

    private static async Task<IReadOnlyList<string>> SecondariesAsync(
        AzureConnection connection, Store store, string databaseId, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        await foreach (var link in ArmRest.ListAsync(connection, $"{databaseId}/replicationLinks?api-version={Version}", cancellationToken))
        {
            var properties = link.Member("properties");
            if (properties.Is("role", "Primary") && (properties.Text("linkType") is null || properties.Is("linkType", "GEO")))
            {
                ids.Add(properties.Text("partnerDatabaseId") is { Length: > 0 } id
                    ? id
                    : throw new CloudRefusedException(
                        $"Store '{store.Id}' replicates to '{properties.Text("partnerDatabase")}' on '{properties.Text("partnerServer")}', whose resource id is not told; name it in preAllocation.geoSecondaryResourceId.")
                    {
                        ErrorCode = ICapacityControl.SecondaryNotTold,
                    });
            }
        }

        return [.. ids.Order(StringComparer.Ordinal)];
    }
}
