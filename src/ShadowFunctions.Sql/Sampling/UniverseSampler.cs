using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>
/// Universe sampling: an entity belongs to the sample when the hash of its key lies below a threshold. The same key gives the same answer on
/// every platform, and a larger fraction holds every smaller one (Huang et al., VLDB 2019).
/// </summary>
/// <param name="Fraction">Share of entities, 0 to 1.</param>
/// <param name="Salt">Salt of the hash.</param>
internal sealed record UniverseSampler(double Fraction, long Salt)
{
    /// <summary>True when the entity with this key belongs to the sample.</summary>
    public bool Contains(IReadOnlyList<object?> key) => Position(key, Salt) < Fraction;

    /// <summary>Where a key lies in [0, 1): the upper 53 bits of its hash.</summary>
    public static double Position(IReadOnlyList<object?> key, long salt)
    {
        var hash = new XxHash64(salt);
        foreach (var value in key)
        {
            Append(hash, value);
        }

        return (hash.GetCurrentHashAsUInt64() >> 11) * (1.0 / (1L << 53));
    }

    /// <summary>Type, length and bytes of each part, so that no two keys read the same.</summary>
    private static void Append(XxHash64 hash, object? value)
    {
        var (type, bytes) = value switch
        {
            null => ((byte)0, []),
            long number => ((byte)1, LittleEndian(number)),
            double number => ((byte)2, LittleEndian(BitConverter.DoubleToInt64Bits(number))),
            string text => ((byte)3, Encoding.UTF8.GetBytes(text)),
            byte[] blob => ((byte)4, blob),
            bool truth => ((byte)6, [(byte)(truth ? 1 : 0)]),
            Guid id => ((byte)5, id.ToByteArray(bigEndian: true)),
            _ => throw new NotSupportedException($"A key of type {value.GetType().Name} cannot be sampled."),
        };
        hash.Append([type]);
        hash.Append(LittleEndian(bytes.Length));
        hash.Append(bytes);
    }

    private static byte[] LittleEndian(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes;
    }
}
