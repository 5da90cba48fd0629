namespace ShadowFunctions.Sql.Masking;

/// <summary>Reads the key from a file in Base64, such as a mounted secret.</summary>
/// <param name="path">Path of the file.</param>
public sealed class FileMaskingKeyProvider(string path) : IMaskingKeyProvider
{
    /// <summary>Shortest key accepted, bytes.</summary>
    public const int MinKeyBytes = 32;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The file does not hold a key.</exception>
    public async ValueTask<byte[]> GetKeyAsync(string storeId, CancellationToken cancellationToken)
    {
        var key = new byte[MinKeyBytes * 32];
        var text = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
        if (!Convert.TryFromBase64String(text, key, out var length) || length < MinKeyBytes)
        {
            throw new InvalidOperationException(
                $"Masking key file '{path}' must hold {MinKeyBytes} to {key.Length} random bytes in Base64 (for example from 'openssl rand -base64 32').");
        }

        return key[..length];
    }
}
