using System.Text;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.State;

/// <summary>The sizes of the points of one block of <see cref="HistoryCodec"/>: they change seldom, so a block mostly names one, once.</summary>
internal static class HistorySizes
{
    // Damage is an InvalidDataException; bytes that are no text never become a name that nobody has.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Write(HistoryWriter body, IReadOnlyList<HistoryPoint> points, int start, int end)
    {
        var names = new List<string>();
        for (var i = start; i < end; i++)
        {
            if (points[i].Size is { } name && !names.Contains(name, StringComparer.Ordinal))
            {
                names.Add(name);
            }
        }

        body.Varint((ulong)names.Count);
        foreach (var name in names)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            body.Varint((ulong)bytes.Length);
            body.Bytes(bytes);
        }

        for (var i = start; i < end;)
        {
            var (size, run) = (points[i].Size, 1);
            while (i + run < end && string.Equals(points[i + run].Size, size, StringComparison.Ordinal))
            {
                run++;
            }

            body.Varint(size is null ? 0 : (ulong)names.IndexOf(size) + 1);
            body.Varint((ulong)run);
            i += run;
        }
    }

    public static void Read(ref HistoryReader body, HistoryPoint[] points)
    {
        var count = body.Length();
        if (count > body.Remaining)
        {
            throw body.Damaged($"{count} sizes cannot be in {body.Remaining} bytes");
        }

        var names = new string?[count + 1];
        for (var i = 1; i <= count; i++)
        {
            names[i] = ReadName(ref body);
        }

        for (var i = 0; i < points.Length;)
        {
            var name = body.Varint();
            var run = body.Length();
            if (name > (ulong)count || run > points.Length - i)
            {
                throw body.Damaged($"a run of {run} points of size {name} is not within {points.Length - i} points and {count} sizes");
            }

            for (var end = i + run; i < end; i++)
            {
                points[i] = points[i] with { Size = names[name] };
            }
        }
    }

    private static string ReadName(ref HistoryReader body)
    {
        var bytes = body.Take(body.Length());
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw body.Damaged("the name of a size is no text");
        }
    }
}
