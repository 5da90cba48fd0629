using ShadowFunctions.Sql.Masking;

namespace ShadowFunctions;

/// <summary>
/// The masking key from a key vault. It is kept in memory for an hour, so that a vault is asked about once an hour and not with every pass, and a key that was
/// changed is noticed.
/// </summary>
/// <param name="secret">Address of the secret.</param>
/// <param name="read">Reads a secret.</param>
/// <param name="time">The clock.</param>
internal sealed class VaultMaskingKeyProvider(Uri secret, Func<Uri, CancellationToken, Task<string>> read, TimeProvider time) : IMaskingKeyProvider
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    // Two passes that find it old at once both read it, which harms nothing.
    private volatile Known? _known;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The secret does not hold a key.</exception>
    public async ValueTask<byte[]> GetKeyAsync(string storeId, CancellationToken cancellationToken)
    {
        if (_known is not { } known || time.GetUtcNow() >= known.Until)
        {
            known = new Known(MaskingKey.Parse(await read(secret, cancellationToken), $"Secret {secret}"), time.GetUtcNow() + Kept);
            _known = known;
        }

        return [.. known.Key];
    }

    private sealed record Known(byte[] Key, DateTimeOffset Until);
}
