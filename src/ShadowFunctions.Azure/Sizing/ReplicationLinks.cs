using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>Reads where a database replicates to, with the identity that only reads.</summary>
internal static class ReplicationLinks
{
    private const string Version = "2023-08-01";

    /// <summary>Geo secondaries of the database; named and standby replicas have sizes of their own and are left alone.</summary>
    /// <exception cref="CloudRefusedException">A secondary is not told by its resource id (code <c>SecondaryNotTold</c>).</exception>
    public static async Task<IReadOnlyList<string>> SecondariesAsync(AzureConnection connection, Store store, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        await foreach (var link in ArmRest.ListAsync(connection, $"{store.ResourceId}/replicationLinks?api-version={Version}", cancellationToken))
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
