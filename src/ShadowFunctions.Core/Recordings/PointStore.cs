using System.Runtime.InteropServices;

namespace ShadowFunctions.Core.Recordings;

/// <summary>
/// Gathers the points of many series whose rows come mixed. What does not fit into memory waits in one temporary file, so that any
/// number of series of any length is sorted out in bounded memory.
/// </summary>
internal sealed class PointStore(int mostPointsInMemory) : IDisposable
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<Entry> _order = [];
    private FileStream? _spill;
    private int _inMemory;

    /// <summary>Keeps a point; one without a value (NaN) is counted only.</summary>
    public void Add(string series, DateTimeOffset at, double value)
    {
        if (!_entries.TryGetValue(series, out var entry))
        {
            _entries[series] = entry = new Entry(series);
            _order.Add(entry);
        }

        if (double.IsNaN(value))
        {
            entry.WithoutValue++;
            return;
        }

        entry.Points.Add(new Point(at.UtcTicks, value));
        if (++_inMemory >= mostPointsInMemory)
        {
            Spill();
        }
    }

    /// <summary>The series in the order of their first rows. Each is read when it is asked for.</summary>
    public IEnumerable<RecordedSeries> Series() => _order.Select(Take);

    public void Dispose() => _spill?.Dispose();

    private RecordedSeries Take(Entry entry)
    {
        var points = new Point[entry.Spilled.Sum(c => c.Count) + entry.Points.Count];
        var filled = 0;
        foreach (var (offset, count) in entry.Spilled)
        {
            _spill!.Position = offset;
            _spill.ReadExactly(MemoryMarshal.AsBytes(points.AsSpan(filled, count)));
            filled += count;
        }

        entry.Points.CopyTo(points, filled);
        entry.Points = [];
        return InOrder.Series(entry.Name, points, entry.WithoutValue);
    }

    private void Spill()
    {
        _spill ??= new FileStream(
            Path.Combine(Path.GetTempPath(), $"shadow-series-{Environment.ProcessId}-{GetHashCode():x}.tmp"),
            FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        _spill.Position = _spill.Length;
        foreach (var entry in _order.Where(e => e.Points.Count > 0))
        {
            entry.Spilled.Add((_spill.Position, entry.Points.Count));
            _spill.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(entry.Points)));
            entry.Points.Clear();
        }

        _inMemory = 0;
    }

    /// <summary>A point in sixteen bytes.</summary>
    internal readonly record struct Point(long Ticks, double Value);

    private sealed class Entry(string name)
    {
        public string Name { get; } = name;

        public List<Point> Points { get; set; } = [];

        public List<(long Offset, int Count)> Spilled { get; } = [];

        public int WithoutValue { get; set; }
    }
}
