using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Inventory;

/// <summary>Reads the capabilities of a region with the identity that only reads: databases and pools are two requests.</summary>
/// <param name="connection">Credential and endpoint.</param>
public sealed class AzureCapabilitySource(AzureConnection connection) : ICapabilitySource
{
    private const string Version = "2023-08-01";

    private static readonly string[] Parts = ["supportedEditions", "supportedElasticPoolEditions"];

    /// <inheritdoc/>
    public Task<IReadOnlyList<RegionSize>> ReadAsync(string subscriptionId, string region, CancellationToken cancellationToken)
    {
        var what = $"Reading what region '{region}' sells";
        return CloudErrors.CallAsync<IReadOnlyList<RegionSize>>(
            what,
            async () =>
            {
                // A size may stand there twice (for each kind of redundancy): it is sold when one of them is.
                List<RegionSize> sizes = [];
                foreach (var part in Parts)
                {
                    sizes.AddRange(await PartAsync(subscriptionId, region, part, cancellationToken));
                }

                return sizes.Count > 0
                    ? sizes.OrderBy(s => s.Refused is not null).DistinctBy(s => (s.Pool, s.Name.ToUpperInvariant())).ToList()
                    : throw new CloudRefusedException($"{what}: the answer names no size.") { ErrorCode = "NoSizesTold" };
            },
            cancellationToken);
    }

    private async Task<IReadOnlyList<RegionSize>> PartAsync(string subscriptionId, string region, string part, CancellationToken cancellationToken)
    {
        var path = $"/subscriptions/{subscriptionId}/providers/Microsoft.Sql/locations/{region}/capabilities?api-version={Version}&include={part}";
        var answer = await ArmRest.ReadAsync(connection, path, cancellationToken);
        return [.. RegionSizes.Read(answer)];
    }
}
