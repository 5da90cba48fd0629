using System.Buffers.Binary;

namespace ShadowFunctions.Core.State;

/// <summary>Reads the primitives of <see cref="HistoryCodec"/>; damage is an <see cref="InvalidDataException"/> that names the offset.</summary>
internal ref struct HistoryReader(ReadOnlySpan<byte> data, int origin = 0)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    public readonly bool AtEnd => _position == _data.Length;

    public readonly int Remaining => _data.Length - _position;

    public static DateTimeOffset ToInstant(long utcTicks) =>
        utcTicks >= 0 && utcTicks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(utcTicks, TimeSpan.Zero)
            : throw new InvalidDataException($"The history is damaged: {utcTicks} ticks are no instant.");

    public byte Byte() => _position < _data.Length ? _data[_position++] : throw Damaged("it is cut off");

    public long Int64()
    {
        Need(sizeof(long));
        var value = BinaryPrimitives.ReadInt64LittleEndian(_data[_position..]);
        _position += sizeof(long);
        return value;
    }

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged("a number is longer than 64 bits");
    }

    public long ZigZag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A count or length: a block is never empty and never larger than an array.</summary>
    public int Length()
    {
        var value = Varint();
        return value is > 0 and <= int.MaxValue ? (int)value : throw Damaged($"a length is {value}");
    }

    public ReadOnlySpan<byte> Take(int length)
    {
        Need(length);
        _position += length;
        return _data.Slice(_position - length, length);
    }

    public HistoryReader Slice(int length)
    {
        Need(length);
        var slice = new HistoryReader(_data.Slice(_position, length), origin + _position);
        _position += length;
        return slice;
    }

    public readonly InvalidDataException Damaged(string how) => new($"The history is damaged at byte {origin + _position}: {how}.");

    private readonly void Need(int count)
    {
        if (count > Remaining)
        {
            throw Damaged("it is cut off");
        }
    }
}
