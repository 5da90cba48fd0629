namespace ShadowFunctions.Sql.Masking;

/// <summary>The written form of a masking key: random bytes in Base64.</summary>
public static class MaskingKey
{
    /// <summary>Shortest key accepted, bytes.</summary>
    public const int MinBytes = 32;

    private const int MaxBytes = 1024;

    /// <summary>Reads a key.</summary>
    /// <param name="text">The key in Base64; white space around it is nothing.</param>
    /// <param name="where">Where it stands, for the message; the text itself is never told.</param>
    /// <exception cref="InvalidOperationException">It is no key, or one of another length.</exception>
    public static byte[] Parse(string text, string where)
    {
        ArgumentNullException.ThrowIfNull(text);
        var key = new byte[MaxBytes];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length >= MinBytes
            ? key[..length]
            : throw new InvalidOperationException(
                $"{where} must hold {MinBytes} to {MaxBytes} random bytes in Base64 (for example from 'openssl rand -base64 32').");
    }
}
