using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>The two URLs of a running operation. On request they carry long signed parameters that must come back unchanged.</summary>
internal static class OperationUrls
{
    private const string ApiVersion = "2023-08-01";
    private const int SignatureCharacters = 1200;

    public static IReadOnlyList<(string Name, string Value)> Headers(CloudRequest request, CloudResource resource, CloudOperation operation, EmulatedCloudOptions options)
    {
        var prefix = resource.Kind == EmulatedResourceKind.Database ? "database" : "elasticPool";
        var collection = $"{request.Origin}/subscriptions/{resource.Subscription}/resourceGroups/{resource.ResourceGroup}/providers/Microsoft.Sql/locations/{resource.Region}";
        var query = $"?api-version={ApiVersion}{(options.SignedOperationUrls ? Signature(options.Seed, operation.Id) : "")}";
        var status = ("Azure-AsyncOperation", $"{collection}/{prefix}AzureAsyncOperation/{operation.Id}{query}");
        var result = ("Location", $"{collection}/{prefix}OperationResults/{operation.Id}{query}");
        var retry = ("Retry-After", $"{options.RetryAfterSeconds}");
        return options.OperationHeaders switch
        {
            OperationHeaders.AsyncOperation => [status, retry],
            OperationHeaders.Location => [result, retry],
            OperationHeaders.None => [retry],
            _ => [status, result, retry],
        };
    }

    /// <summary>Refuses a URL whose signed part was changed on the way.</summary>
    public static void Check(CloudRequest request, CloudOperation operation, EmulatedCloudOptions options)
    {
        var query = request.Context.Request.QueryString.Value ?? "";
        if (options.SignedOperationUrls && !query.EndsWith(Signature(options.Seed, operation.Id), StringComparison.Ordinal))
        {
            throw new ArmException(403, "AuthorizationFailed", "The signature of the operation URL does not match; follow the URL exactly as it was given.");
        }
    }

    private static string Signature(long seed, Guid id)
    {
        var own = SeededChance.SeedOf(seed, id.ToString());
        return $"&t={SeededChance.Bits(own, 0, 0) % 1_000_000_000_000_000_000}&c={Noise(own, 1)}&s={Noise(own, 2)}&h={Noise(own, 3)[..43]}";
    }

    private static string Noise(long seed, int stream)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return string.Create(SignatureCharacters, (seed, stream), static (span, key) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = alphabet[(int)(SeededChance.Bits(key.seed, key.stream, i) % 64)];
            }
        });
    }
}
