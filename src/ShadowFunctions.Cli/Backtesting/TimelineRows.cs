using System.Globalization;
using System.IO.Compression;
using System.Text;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>
/// The scored minutes of one series as rows <c>series,policy,timestamp,demand,capacity,operation</c>. Operation names what was asked for
/// or ended at the beginning of the minute: <c>start:SIZE</c>, <c>done:SIZE</c>, <c>failed:SIZE</c>; two with a blank between them.
/// </summary>
internal static class TimelineRows
{
    /// <summary>The header line.</summary>
    public const string Header = "series,policy,timestamp,demand,capacity,operation\n";

    /// <summary>The rows as text, or as one member of a gzip file: members may follow each other, so series are packed apart.</summary>
    public static byte[] Of(BacktestResult result, bool gzip)
    {
        using var bytes = new MemoryStream();
        using (var packed = gzip ? new GZipStream(bytes, CompressionLevel.Fastest) : (Stream)bytes)
        using (var writer = new StreamWriter(packed, new UTF8Encoding(false), 1 << 16))
        {
            Write(result, writer);
        }

        return bytes.ToArray();
    }

    private static void Write(BacktestResult result, StreamWriter writer)
    {
        var series = Cell(result.Series);
        var heads = result.DemandVCores.Select((demand, minute) => string.Create(
            CultureInfo.InvariantCulture, $",{result.ScoredFrom.AddMinutes(minute):yyyy-MM-ddTHH:mm:ssZ},{demand},")).ToArray();
        foreach (var policy in result.Policies)
        {
            var start = $"{series},{policy.Name}";
            var events = Events(result, policy);
            var (capacity, text) = (double.NaN, "");
            for (var minute = 0; minute < heads.Length; minute++)
            {
                if (policy.CapacityVCores[minute] != capacity)
                {
                    capacity = policy.CapacityVCores[minute];
                    text = capacity.ToString(CultureInfo.InvariantCulture) + ",";
                }

                writer.Write(start);
                writer.Write(heads[minute]);
                writer.Write(text);
                writer.Write(events.GetValueOrDefault(minute));
                writer.Write('\n');
            }
        }
    }

    private static Dictionary<int, string> Events(BacktestResult result, PolicyOutcome policy)
    {
        var events = new Dictionary<int, string>();
        void Add(DateTimeOffset at, string text)
        {
            var minute = (int)Math.Floor((at - result.ScoredFrom).TotalMinutes);
            if (minute >= 0 && minute < result.DemandVCores.Length)
            {
                events[minute] = events.TryGetValue(minute, out var other) ? $"{other} {text}" : text;
            }
        }

        foreach (var operation in policy.Result.Carried is { } carried ? policy.Result.Operations.Prepend(carried) : policy.Result.Operations)
        {
            Add(operation.RequestedAt, $"start:{operation.To}");
            Add(operation.SwitchAt, $"{(operation.Failed ? "failed" : "done")}:{operation.To}");
        }

        return events;
    }

    /// <summary>A name with a comma or a quote is quoted.</summary>
    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
