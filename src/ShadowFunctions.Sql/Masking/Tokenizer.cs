using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Masking;

/// <summary>
/// Replaces values by keyed tokens of the same type and length: the same value always gives the same token, so joins and equality still
/// match. Equality, length, character classes, sign and magnitude leak by design; the value cannot be found without the key.
/// </summary>
/// <param name="key">The secret key.</param>
internal sealed class Tokenizer(byte[] key)
{
    private static readonly ColumnSchema AnyColumn = new("", ColumnKind.Text, false);

    private readonly FormatCipher _cipher = new(key);
    private readonly Formats _formats = new(new FormatCipher(key));
    private readonly TypedTokens _typed = new(new FormatCipher(key));

    public object Token(object value) => Token(AnyColumn, value);

    /// <summary>The token of a value of a column: it is of the column's type and fits into it.</summary>
    public object Token(ColumnSchema column, object value) => value switch
    {
        string text when column.AsText => _typed.Token(column, text),
        string text => column.IgnoresCase ? _cipher.EncryptIgnoringCase(text) : _cipher.Encrypt(text),
        long number => Token(number, column.MaxInteger),
        double number => Token(number),
        byte[] bytes => Token(bytes),
        Guid id => _cipher.EncryptGuid(id),
        _ => throw new NotSupportedException($"A value of type {value.GetType().Name} cannot be masked by Token; use Null or Keep."),
    };

    public string Email(string text) => _formats.Email(text);

    public string Phone(string text) => _formats.Phone(text);

    public string Iban(string text) => _formats.Iban(text);

    /// <summary>A place in a list that depends on the value only.</summary>
    public int Pick(object value, int count) => (int)(BinaryPrimitives.ReadUInt64LittleEndian(HMACSHA256.HashData(
        key, System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"shuffle {value}")))) % (ulong)count);

    /// <summary>Same sign and number of digits; what does not fit into the column is encrypted again until it does.</summary>
    private long Token(long number, long most)
    {
        if (number == 0)
        {
            return 0;
        }

        // Below zero there is room for one more.
        var limit = Math.Max((ulong)most + (number < 0 ? 1UL : 0), Size(number));
        var digits = Size(number).ToString(CultureInfo.InvariantCulture);
        ulong token;
        do
        {
            digits = _cipher.EncryptDigits(digits);
        }
        while (!ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out token) || token > limit);
        return number < 0 ? unchecked(-(long)token) : (long)token;
    }

    private static ulong Size(long number) => number < 0 ? unchecked((ulong)-number) : (ulong)number;

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
