using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace ShadowFunctions.Sql.Masking;

/// <summary>
/// A keyed permutation of the texts of one shape (a Feistel network over mixed radices with HMAC-SHA256 as its round function, after the
/// construction of NIST SP 800-38G): digits stay digits, letters letters of the same case, punctuation stays where it is. Being a
/// permutation it never maps two texts of up to <see cref="MaxLetters"/> replaceable characters to one token, so unique columns stay unique.
/// </summary>
internal sealed class FormatCipher(byte[] key)
{
    /// <summary>Longer texts are replaced character by character from one keyed stream instead.</summary>
    public const int MaxLetters = 128;

    private const int Rounds = 10;

    public string Encrypt(string text) => Encrypt(text, 't', [.. text.Select(CharClass.Of)]);

    /// <summary>Decimal digits of a positive number: the first digit never becomes zero.</summary>
    public string EncryptDigits(string digits)
    {
        var classes = digits.Select(_ => CharClass.Digit).ToArray();
        classes[0] = CharClass.LeadingDigit;
        return Encrypt(digits, 'n', classes);
    }

    /// <summary>All 32 hexadecimal digits are replaced.</summary>
    public Guid EncryptGuid(Guid id)
    {
        // Sixteen letters in a row stand for the digits, because 0–9 and a–f do not follow each other.
        var letters = string.Concat(id.ToString("N").Select(c => (char)('a' + Convert.ToInt32(c.ToString(), 16))));
        var token = Encrypt(letters, 'g', [.. letters.Select(_ => new CharClass('a', 16))]);
        return Guid.ParseExact(string.Concat(token.Select(c => (c - 'a').ToString("x", System.Globalization.CultureInfo.InvariantCulture))), "N");
    }

    /// <summary>Upper and lower case are the same letter; each place keeps its case.</summary>
    public string EncryptIgnoringCase(string text)
    {
        var token = Encrypt(text.ToUpperInvariant());
        return string.Concat(token.Select((c, i) => char.IsLower(text[i]) ? char.ToLowerInvariant(c) : c));
    }

    /// <summary>A permutation of the numbers from 0 to below a size: what falls outside is encrypted again until it does not.</summary>
    public long Permute(long number, long size)
    {
        var digits = (size - 1).ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        var classes = Enumerable.Repeat(CharClass.Digit, digits).ToArray();
        do
        {
            var text = number.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(digits, '0');
            number = long.Parse(Encrypt(text, 'p', classes), System.Globalization.CultureInfo.InvariantCulture);
        }
        while (number >= size);
        return number;
    }

    internal string Encrypt(string text, char kind, CharClass[] classes)
    {
        var places = Enumerable.Range(0, text.Length).Where(i => classes[i].Count > 1).ToArray();
        var shape = Encoding.Unicode.GetBytes([kind, .. classes.Select(c => c.First)]);
        var result = text.ToCharArray();
        if (places.Length > MaxLetters)
        {
            Stream(text, result, places, classes);
            return new string(result);
        }

        var middle = places.Length / 2;
        var halves = new[] { new Half(places[..middle], classes), new Half(places[middle..], classes) };
        var numbers = halves.Select(h => h.Read(text)).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var (changed, other) = (round % 2, 1 - (round % 2));
            numbers[changed] = (numbers[changed] + Round(shape, round, numbers[other], halves[changed].Size)) % halves[changed].Size;
        }

        halves[0].Write(numbers[0], result);
        halves[1].Write(numbers[1], result);
        return new string(result);
    }

    /// <summary>A keyed number far larger than the half it is added to, so that its remainder is as good as uniform.</summary>
    private BigInteger Round(byte[] shape, int round, BigInteger other, BigInteger size)
    {
        byte[] message = [(byte)round, .. shape, .. other.ToByteArray()];
        var seed = HMACSHA256.HashData(key, message);
        var bytes = seed.AsEnumerable();
        for (var extra = 0; (extra + 1) * 256 < size.GetBitLength() + 64; extra++)
        {
            bytes = bytes.Concat(HMACSHA256.HashData(seed, new[] { (byte)extra }));
        }

        return new BigInteger(bytes.ToArray(), isUnsigned: true) % size;
    }

    private void Stream(string text, char[] result, int[] places, CharClass[] classes)
    {
        byte[] message = [(byte)'s', .. Encoding.Unicode.GetBytes(text)];
        var seed = HMACSHA256.HashData(key, message);
        var block = Array.Empty<byte>();
        for (var i = 0; i < places.Length; i++)
        {
            block = i % 8 == 0 ? HMACSHA256.HashData(seed, BitConverter.GetBytes(i)) : block;
            var place = classes[places[i]];
            result[places[i]] = (char)(place.First + (BitConverter.ToUInt32(block, i % 8 * 4) % place.Count));
        }
    }

    private sealed class Half(int[] places, CharClass[] classes)
    {
        public BigInteger Size { get; } = places.Aggregate(BigInteger.One, (size, i) => size * classes[i].Count);

        public BigInteger Read(string text)
        {
            return places.Aggregate(BigInteger.Zero, (number, i) => (number * classes[i].Count) + (text[i] - classes[i].First));
        }

        public void Write(BigInteger number, char[] text)
        {
            foreach (var i in places.Reverse())
            {
                number = BigInteger.DivRem(number, classes[i].Count, out var digit);
                text[i] = (char)(classes[i].First + (int)digit);
            }
        }
    }
}
