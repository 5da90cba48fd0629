using System.Numerics;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.State;

/// <summary>One block of <see cref="HistoryCodec"/>.</summary>
internal static class HistoryBlock
{
    public static void Write(HistoryWriter output, IReadOnlyList<HistoryPoint> points, int start, int count)
    {
        var end = start + count;
        var (unit, sized) = (TimeSpan.TicksPerSecond, false);
        for (var i = start; i < end; i++)
        {
            HistoryCodec.CheckValue(points[i], i);
            unit = points[i].At.UtcTicks % TimeSpan.TicksPerSecond == 0 ? unit : 1;
            sized |= points[i].Size is not null;
        }

        var body = new HistoryWriter();
        body.Varint((ulong)count);
        body.ZigZag(points[start].At.UtcTicks / unit);
        WriteTimes(body, points, start, end, unit);
        WriteValues(body, points, start, end);
        if (sized)
        {
            HistorySizes.Write(body, points, start, end);
        }

        output.Byte((byte)((unit == 1 ? HistoryCodec.TicksFlag : 0) | (sized ? HistoryCodec.SizesFlag : 0)));
        output.Varint((ulong)body.Length);
        output.Bytes(body.Written);
        output.Int64(points[end - 1].At.UtcTicks);
    }

    public static void Read(ref HistoryReader reader, List<HistoryPoint> points, DateTimeOffset from, DateTimeOffset? until)
    {
        var flags = reader.Byte();
        if ((flags & ~(HistoryCodec.TicksFlag | HistoryCodec.SizesFlag)) != 0)
        {
            throw reader.Damaged($"flags {flags} are of no known version");
        }

        var unit = (flags & HistoryCodec.TicksFlag) == 0 ? TimeSpan.TicksPerSecond : 1;
        var body = reader.Slice(reader.Length());
        var last = HistoryReader.ToInstant(reader.Int64());
        var count = body.Length();
        var firstUnits = body.ZigZag();
        if (Math.Abs((decimal)firstUnits) * unit > DateTimeOffset.MaxValue.Ticks)
        {
            throw body.Damaged($"the first instant, {firstUnits} units of {unit} ticks, is no instant");
        }

        var first = HistoryReader.ToInstant(firstUnits * unit);
        if (last < from || first >= until)
        {
            return;
        }

        if (count > body.Remaining)
        {
            // Every point has a control byte, so a count beyond the bytes left is damage: never reserve memory for it.
            throw body.Damaged($"{count} points cannot be in {body.Remaining} bytes");
        }

        var read = ReadValues(ref body, ReadTimes(ref body, count, first.UtcTicks / unit), unit);
        if ((flags & HistoryCodec.SizesFlag) != 0)
        {
            HistorySizes.Read(ref body, read);
        }

        foreach (var point in read)
        {
            if (point.At >= from && !(point.At >= until))
            {
                points.Add(point);
            }
        }
    }

    private static void WriteTimes(HistoryWriter body, IReadOnlyList<HistoryPoint> points, int start, int end, long unit)
    {
        var step = 0L;
        for (var i = start + 1; i < end;)
        {
            var next = StepTo(i);
            var run = 1;
            while (i + run < end && StepTo(i + run) == next)
            {
                run++;
            }

            body.ZigZag(next - step);
            body.Varint((ulong)run);
            step = next;
            i += run;
        }

        long StepTo(int i) => (points[i].At.UtcTicks - points[i - 1].At.UtcTicks) / unit;
    }

    private static long[] ReadTimes(ref HistoryReader body, int count, long first)
    {
        var times = new long[count];
        var (time, step) = (first, 0L);
        times[0] = first;
        for (var i = 1; i < count;)
        {
            step += body.ZigZag();
            var run = body.Length();
            if (run == 0 || run > count - i)
            {
                throw body.Damaged($"a run of {run} times is not within {count - i}");
            }

            for (var end = i + run; i < end; i++)
            {
                time += step;
                times[i] = time;
            }
        }

        return times;
    }

    private static void WriteValues(HistoryWriter body, IReadOnlyList<HistoryPoint> points, int start, int end)
    {
        var previous = 0UL;
        for (var i = start; i < end; i++)
        {
            var bits = BitConverter.DoubleToUInt64Bits(points[i].Value);
            var difference = bits ^ previous;
            var leading = BitOperations.LeadingZeroCount(difference) / 8;
            var trailing = difference == 0 ? 0 : BitOperations.TrailingZeroCount(difference) / 8;
            body.Byte((byte)((leading << 4) | (trailing << 1) | (points[i].Censored ? 1 : 0)));
            for (var at = 7 - leading; at >= trailing && difference != 0; at--)
            {
                body.Byte((byte)(difference >> (8 * at)));
            }

            previous = bits;
        }
    }

    private static HistoryPoint[] ReadValues(ref HistoryReader body, long[] times, long unit)
    {
        var points = new HistoryPoint[times.Length];
        var bits = 0UL;
        for (var i = 0; i < times.Length; i++)
        {
            var control = body.Byte();
            var (leading, trailing) = (control >> 4, (control >> 1) & 7);
            if (leading > 8)
            {
                throw body.Damaged($"control byte {control} names more than eight bytes");
            }

            for (var at = 7 - leading; at >= trailing; at--)
            {
                bits ^= (ulong)body.Byte() << (8 * at);
            }

            points[i] = new HistoryPoint(HistoryReader.ToInstant(times[i] * unit), BitConverter.UInt64BitsToDouble(bits), (control & 1) == 1);
        }

        return points;
    }
}
