using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ShadowFunctions.Cli.Forecasting;

/// <summary>Writes forecasts as CSV without a string per number: a rolling run writes millions of them.</summary>
internal sealed class ForecastCsv(Stream stream, string series) : IDisposable
{
    private const int BufferBytes = 1 << 16;
    private const int LongestCell = 40;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private readonly byte[] _series = Encoding.UTF8.GetBytes(Quoted(series));
    private int _filled;

    /// <summary>The header line.</summary>
    public static string Header(double[] levels) =>
        $"series,origin,step,timestamp,mean,{string.Join(',', levels.Select(l => string.Create(CultureInfo.InvariantCulture, $"q{l}")))}\n";

    /// <summary>Writes one row.</summary>
    public void Write(DateTimeOffset origin, int step, DateTimeOffset at, double mean, ReadOnlySpan<double> quantiles)
    {
        var needed = _series.Length + ((4 + quantiles.Length) * LongestCell);
        if (_filled + needed > _buffer.Length)
        {
            Flush();
        }

        Copy(_series);
        Time(origin);
        Comma();
        _ = Utf8Formatter.TryFormat(step, _buffer.AsSpan(_filled), out var written);
        _filled += written;
        Time(at);
        Number(mean);
        foreach (var quantile in quantiles)
        {
            Number(quantile);
        }

        _buffer[_filled++] = (byte)'\n';
    }

    public void Dispose()
    {
        Flush();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private static string Quoted(string name) =>
        name.AsSpan().IndexOfAny(",\"\n\r") < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private void Number(double value)
    {
        Comma();
        _ = value.TryFormat(_buffer.AsSpan(_filled), out var written, "G9", CultureInfo.InvariantCulture);
        _filled += written;
    }

    private void Time(DateTimeOffset at)
    {
        Comma();
        _ = at.UtcDateTime.TryFormat(_buffer.AsSpan(_filled), out var written, at.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture);
        _filled += written;
        _buffer[_filled++] = (byte)'Z';
    }

    private void Comma() => _buffer[_filled++] = (byte)',';

    private void Copy(byte[] bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_filled));
        _filled += bytes.Length;
    }

    private void Flush()
    {
        stream.Write(_buffer, 0, _filled);
        _filled = 0;
    }
}
