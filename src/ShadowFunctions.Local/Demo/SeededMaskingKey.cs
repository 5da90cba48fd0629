using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ShadowFunctions.Sql.Masking;

namespace ShadowFunctions.Local.Demo;

/// <summary>A masking key made from the demonstration's seed, so that every run gives the same tokens. Its data is invented; no real store uses it.</summary>
/// <param name="seed">Seed of the demonstration.</param>
public sealed class SeededMaskingKey(long seed) : IMaskingKeyProvider
{
    /// <inheritdoc/>
    public ValueTask<byte[]> GetKeyAsync(string storeId, CancellationToken cancellationToken) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"demonstration {seed} {storeId}"))));
}
