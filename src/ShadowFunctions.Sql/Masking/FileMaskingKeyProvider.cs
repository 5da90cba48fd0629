namespace ShadowFunctions.Sql.Masking;

/// <summary>Reads the key from a file in Base64, such as a mounted secret.</summary>
/// <param name="path">Path of the file.</param>
public sealed class FileMaskingKeyProvider(string path) : IMaskingKeyProvider
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The file does not hold a key.</exception>
    public async ValueTask<byte[]> GetKeyAsync(string storeId, CancellationToken cancellationToken) =>
        MaskingKey.Parse(await File.ReadAllTextAsync(path, cancellationToken), $"Masking key file '{path}'");
}
