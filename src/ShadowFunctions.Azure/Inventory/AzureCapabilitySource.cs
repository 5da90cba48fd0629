using System.Text.Json;
using Azure;
using Azure.Core;
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
                List<RegionSize> sizes = [];
                foreach (var part in Parts)
                {
                    sizes.AddRange(await PartAsync(subscriptionId, region, part, cancellationToken));
                }

                return sizes.Count > 0
                    ? sizes.DistinctBy(s => (s.Pool, s.Name.ToUpperInvariant())).ToList()
                    : throw new CloudRefusedException($"{what}: the answer names no size.") { ErrorCode = "NoSizesTold" };
            },
            cancellationToken);
    }

    private async Task<IReadOnlyList<RegionSize>> PartAsync(string subscriptionId, string region, string part, CancellationToken cancellationToken)
    {
        var path = $"/subscriptions/{subscriptionId}/providers/Microsoft.Sql/locations/{region}/capabilities?api-version={Version}&include={part}";
        var response = await ArmRest.SendAsync(connection, RequestMethod.Get, path, null, cancellationToken, connection.ReadPipeline);
        if (response.IsError)
        {
            throw new RequestFailedException(response);
        }

        try
        {
            return [.. RegionSizes.Read(response.Content.ToObjectFromJson<JsonElement>())];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new CloudRefusedException($"The capabilities of region '{region}' are not understood: {error.Message}", error) { ErrorCode = "InvalidAnswer" };
        }
    }
}
