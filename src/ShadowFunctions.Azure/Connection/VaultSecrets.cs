using Azure.Security.KeyVault.Secrets;

namespace ShadowFunctions.Azure.Connection;

/// <summary>Reads secrets of key vaults as the shadow operator; the only place that speaks to Key Vault.</summary>
/// <param name="connection">Credential, transport and time allowed.</param>
public sealed class VaultSecrets(AzureConnection connection)
{
    /// <summary>True for the address of a secret, with or without a version: <c>https://VAULT.vault.azure.net/secrets/NAME</c>.</summary>
    public static bool IsAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
        && KeyVaultSecretIdentifier.TryCreate(uri, out _) && uri.AbsolutePath.StartsWith("/secrets/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The secret's value. Errors: <see cref="Core.Ports.TransientCloudException"/>, <see cref="Core.Ports.CloudRefusedException"/>; none tells the value.</summary>
    /// <param name="address">Address of the secret; without a version the newest is read.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<string> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        var secret = new KeyVaultSecretIdentifier(address);
        var client = connection.SecretsOf(secret.VaultUri);
        return await CloudErrors.CallAsync(
            $"Secret '{secret.Name}' of {secret.VaultUri} (the shadow operator needs the role Key Vault Secrets User on it)",
            async () => (await client.GetSecretAsync(secret.Name, secret.Version, cancellationToken: cancellationToken)).Value.Value,
            cancellationToken);
    }
}
