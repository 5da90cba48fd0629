namespace ShadowFunctions.Sql.Masking;

/// <summary>Gives the secret key of masking tokens: from a file with narrow rights or a secret store, never from configuration.</summary>
public interface IMaskingKeyProvider
{
    /// <summary>The key of one store, at least <see cref="MaskingKey.MinBytes"/> bytes; the same at every call, or tokens no longer match.</summary>
    ValueTask<byte[]> GetKeyAsync(string storeId, CancellationToken cancellationToken);
}
