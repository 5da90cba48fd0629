using ShadowFunctions.Sql.Masking;

namespace ShadowFunctions.Sql.Tests;

internal sealed class FixedKey : IMaskingKeyProvider
{
    public static byte[] Bytes { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public ValueTask<byte[]> GetKeyAsync(string storeId, CancellationToken cancellationToken) => new(Bytes);
}
