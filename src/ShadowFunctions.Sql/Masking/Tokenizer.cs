using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ShadowFunctions.Sql.Masking;

/// <summary>
/// Replaces values by keyed tokens of the same type and length: the same value always gives the same token, so joins and equality still
/// match. Equality, length, character classes, sign and magnitude leak by design; the value cannot be found without the key.
/// </summary>
/// <param name="key">The secret key.</param>
internal sealed class Tokenizer(byte[] key)
{
    private readonly FormatCipher _cipher = new(key);

    public object Token(object value) => value switch
    {
        string text => _cipher.Encrypt(text),
        long number => Token(number),
        double number => Token(number),
        byte[] bytes => Token(bytes),
        Guid id => _cipher.EncryptGuid(id),
        _ => throw new NotSupportedException($"A value of type {value.GetType().Name} cannot be masked by Token; use Null or Keep."),
    };

    /// <summary>Same sign and number of digits. Numbers of 19 digits stay within range because their first digit is kept.</summary>
    private long Token(long number)
    {
        if (number is 0 or long.MinValue)
        {
            return number == 0 ? 0 : long.MaxValue;
        }

        var digits = Math.Abs(number).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var token = _cipher.EncryptDigits(digits, keepFirst: digits.Length == 19);
        return long.TryParse(token, out var result) ? Math.Sign(number) * result : Math.Sign(number) * long.MaxValue;
    }

    /// <summary>Same sign and power of two; the digits are replaced.</summary>
    private double Token(double number)
    {
        if (number == 0 || !double.IsFinite(number))
        {
            return number;
        }

        const long Mantissa = (1L << 52) - 1;
        Span<byte> input = stackalloc byte[9];
        input[0] = (byte)'d';
        var bits = BitConverter.DoubleToInt64Bits(number);
        BinaryPrimitives.WriteInt64LittleEndian(input[1..], bits);
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(key, input, mac);
        return BitConverter.Int64BitsToDouble((bits & ~Mantissa) | (BinaryPrimitives.ReadInt64LittleEndian(mac) & Mantissa));
    }

    private byte[] Token(byte[] bytes)
    {
        var result = new byte[bytes.Length];
        byte[] message = [(byte)'b', .. bytes];
        var seed = HMACSHA256.HashData(key, message);
        for (var block = 0; block * 32 < result.Length; block++)
        {
            var part = HMACSHA256.HashData(seed, BitConverter.GetBytes(block));
            part.AsSpan(0, Math.Min(32, result.Length - (block * 32))).CopyTo(result.AsSpan(block * 32));
        }

        return result;
    }
}
