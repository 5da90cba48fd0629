using System.Buffers.Binary;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.State;

/// <summary>
/// The compact binary form of a series: self-delimiting blocks, so that a longer series is the bytes of its parts, one after the other.
/// <code>
/// block   = flags(1)  length(varint, bytes of body)  body  last(8, UTC ticks, little endian)
/// body    = count(varint)  first(zigzag)  times  values  [sizes]
/// times   = runs of equal steps: change of step (zigzag), points in the run (varint)
/// values  = per point: control byte, then the bytes of value XOR previous value that are not zero at either end
/// control = leading zero bytes (4 bits) | trailing zero bytes (3 bits) | censored (1 bit)
/// sizes   = names(varint), per name: bytes(varint) and UTF-8; then runs of one size: name (varint, from 1; 0 is unknown), points in the run (varint)
/// </code>
/// Times are whole seconds, or ticks where a point of the block is not on a second (bit 0 of the flags). Sizes are there where a point of
/// the block has one (bit 1). <c>last</c> stands at the end so that the last instant of a series is known from its last eight bytes. A
/// format change takes a new bit of the flags.
/// </summary>
public static class HistoryCodec
{
    /// <summary>Bytes at the end of a series that <see cref="ReadLast"/> needs.</summary>
    public const int TrailerBytes = 8;

    /// <summary>Most points in one block: a reader that wants a day of a month skips the rest unread.</summary>
    public const int MaxBlockPoints = 1440;

    internal const byte TicksFlag = 1;
    internal const byte SizesFlag = 2;

    /// <summary>Encodes points in the given order. No points give no bytes.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static byte[] Encode(IReadOnlyList<HistoryPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var output = new HistoryWriter();
        for (var start = 0; start < points.Count; start += MaxBlockPoints)
        {
            HistoryBlock.Write(output, points, start, Math.Min(MaxBlockPoints, points.Count - start));
        }

        return output.ToArray();
    }

    /// <summary>Decodes all points.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged or cut off; names the offset.</exception>
    public static IReadOnlyList<HistoryPoint> Decode(ReadOnlyMemory<byte> data) => Decode(data, DateTimeOffset.MinValue, null);

    /// <summary>
    /// Decodes the points with <paramref name="from"/> ≤ At &lt; <paramref name="until"/> of a series in time order; blocks outside are skipped unread.
    /// </summary>
    /// <param name="data">One or more blocks.</param>
    /// <param name="from">First instant.</param>
    /// <param name="until">First instant after the range; null for no end.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged or cut off; names the offset.</exception>
    public static IReadOnlyList<HistoryPoint> Decode(ReadOnlyMemory<byte> data, DateTimeOffset from, DateTimeOffset? until)
    {
        var points = new List<HistoryPoint>();
        var reader = new HistoryReader(data.Span);
        while (!reader.AtEnd)
        {
            HistoryBlock.Read(ref reader, points, from, until);
        }

        return points;
    }

    /// <summary>The last instant of a series, from its last <see cref="TrailerBytes"/> bytes.</summary>
    /// <exception cref="InvalidDataException">Too few bytes, or no instant.</exception>
    public static DateTimeOffset ReadLast(ReadOnlySpan<byte> tail)
    {
        if (tail.Length < TrailerBytes)
        {
            throw new InvalidDataException($"A series ends with {TrailerBytes} bytes of its last instant; only {tail.Length} are there.");
        }

        return HistoryReader.ToInstant(BinaryPrimitives.ReadInt64LittleEndian(tail[^TrailerBytes..]));
    }

    /// <summary>Refuses a value that is no measurement.</summary>
    /// <exception cref="ArgumentException">The value is NaN or infinite.</exception>
    public static void CheckValue(HistoryPoint point, int index)
    {
        if (!double.IsFinite(point.Value))
        {
            throw new ArgumentException(
                $"points[{index}].Value at {point.At:O} is {point.Value}; a gap is a point left out, so leave out values that are not finite.", nameof(point));
        }
    }
}
