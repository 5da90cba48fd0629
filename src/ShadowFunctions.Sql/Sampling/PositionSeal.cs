using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>
/// Encrypts a position in production's keys for keeping it in the shadow, where no key may stand in clear. The vector is derived from the
/// content, so that the same position gives the same bytes.
/// </summary>
internal static class PositionSeal
{
    private const int VectorBytes = 16;

    public static string Seal(byte[] key, object?[] position)
    {
        var clear = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(position.Select(Write)));
        using var aes = Aes.Create();
        aes.Key = KeyOf(key);
        var vector = HMACSHA256.HashData(aes.Key, clear)[..VectorBytes];
        return Convert.ToBase64String([.. vector, .. aes.EncryptCbc(clear, vector)]);
    }

    public static object?[] Open(byte[] key, string sealedPosition)
    {
        var bytes = Convert.FromBase64String(sealedPosition);
        using var aes = Aes.Create();
        aes.Key = KeyOf(key);
        var clear = aes.DecryptCbc(bytes[VectorBytes..], bytes[..VectorBytes]);
        return [.. JsonSerializer.Deserialize<string?[]>(clear)!.Select(Read)];
    }

    private static byte[] KeyOf(byte[] key) => HMACSHA256.HashData(key, "position"u8);

    private static string? Write(object? value) => value switch
    {
        null => null,
        long number => FormattableString.Invariant($"i{number}"),
        double number => FormattableString.Invariant($"d{number:R}"),
        bool truth => truth ? "t1" : "t0",
        Guid id => "g" + id.ToString("N"),
        string text => "s" + text,
        byte[] blob => "b" + Convert.ToBase64String(blob),
        _ => throw new NotSupportedException($"A key of type {value.GetType().Name} cannot be paged by."),
    };

    private static object? Read(string? value) => value?[0] switch
    {
        null => null,
        'i' => long.Parse(value[1..], System.Globalization.CultureInfo.InvariantCulture),
        'd' => double.Parse(value[1..], System.Globalization.CultureInfo.InvariantCulture),
        't' => value == "t1",
        'g' => Guid.ParseExact(value[1..], "N"),
        'b' => Convert.FromBase64String(value[1..]),
        _ => value[1..],
    };
}
