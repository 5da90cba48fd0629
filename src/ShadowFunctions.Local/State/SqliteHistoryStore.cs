using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Local.State;

/// <summary>
/// Series as rows of coded blocks. Small appends are coded anew together with the last row until that has its size, so that a series
/// appended minute by minute is as compact as one written at once. Safe for concurrent use.
/// </summary>
public sealed class SqliteHistoryStore(SqliteStateDatabase database) : IHistoryStore
{
    // A row of this size stays in one page: an append rewrites one page, and coding about a hundred points again costs less than that.
    private const int RowBytes = 900;
    private const string OfSeries = "store = $store AND metric = $metric";

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryPoint>> AppendAsync(string storeId, string metric, IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken)
    {
        Check(storeId, metric, cancellationToken);
        HistorySeries.NewerThan(null, points);
        IReadOnlyList<HistoryPoint> added = [];
        if (points.Count > 0)
        {
            database.Write(writer => writer.InTransaction(() => (added = Append(writer, storeId, metric, points)).Count > 0));
        }

        return Task.FromResult(added);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryPoint>> FillAsync(string storeId, string metric, IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken)
    {
        Check(storeId, metric, cancellationToken);
        HistorySeries.NewerThan(null, points);
        IReadOnlyList<HistoryPoint> added = [];
        if (points.Count > 0)
        {
            database.Write(writer => writer.InTransaction(() => (added = Fill(writer, storeId, metric, points)).Count > 0));
        }

        return Task.FromResult(added);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryPoint>> ReadAsync(
        string storeId, string metric, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        Check(storeId, metric, cancellationToken);
        var rows = database.Read(
            $"SELECT blocks FROM history WHERE {OfSeries} AND last >= $from AND first < $until ORDER BY first",
            r => r.GetFieldValue<byte[]>(0),
            ("$store", storeId), ("$metric", metric), ("$from", from.UtcTicks), ("$until", until.UtcTicks));
        return Task.FromResult<IReadOnlyList<HistoryPoint>>([.. rows.SelectMany(row => HistoryCodec.Decode(row, from, until))]);
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset?> LastAsync(string storeId, string metric, CancellationToken cancellationToken)
    {
        Check(storeId, metric, cancellationToken);
        var rows = database.Read(
            $"SELECT last FROM history WHERE {OfSeries} ORDER BY first DESC LIMIT 1",
            r => new DateTimeOffset(r.GetInt64(0), TimeSpan.Zero),
            ("$store", storeId), ("$metric", metric));
        return Task.FromResult<DateTimeOffset?>(rows is [var last] ? last : null);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string storeId, CancellationToken cancellationToken)
    {
        StateKey.CheckName(storeId, nameof(storeId));
        cancellationToken.ThrowIfCancellationRequested();
        database.Write(writer =>
        {
            writer.Run("DELETE FROM history WHERE store = $store", ("$store", storeId));
            return true;
        });
        return Task.CompletedTask;
    }

    private static List<HistoryPoint> Append(SqliteWriter writer, string storeId, string metric, IReadOnlyList<HistoryPoint> points)
    {
        var tail = writer.First(
            $"SELECT last, blocks FROM history WHERE {OfSeries} ORDER BY first DESC LIMIT 1", Tail.Of, ("$store", storeId), ("$metric", metric));
        var newer = HistorySeries.NewerThan(tail?.Last, points);
        if (newer.Count == 0)
        {
            return newer;
        }

        Write(writer, storeId, metric, tail is { Blocks.Length: < RowBytes } ? [.. HistoryCodec.Decode(tail.Blocks), .. newer] : newer);
        return newer;
    }

    /// <summary>Late points are few: each is put into the row that holds the time around it.</summary>
    private static List<HistoryPoint> Fill(SqliteWriter writer, string storeId, string metric, IReadOnlyList<HistoryPoint> points)
    {
        (string, object)[] series = [("$store", storeId), ("$metric", metric)];
        var last = writer.First($"SELECT last, blocks FROM history WHERE {OfSeries} ORDER BY first DESC LIMIT 1", Tail.Of, series)?.Last;
        var added = new List<HistoryPoint>();
        foreach (var point in points)
        {
            var row = writer.First($"SELECT last, blocks FROM history WHERE {OfSeries} AND first <= $at ORDER BY first DESC LIMIT 1", Tail.Of, [.. series, ("$at", point.At.UtcTicks)])
                ?? writer.First($"SELECT last, blocks FROM history WHERE {OfSeries} ORDER BY first LIMIT 1", Tail.Of, series);
            var known = row is null ? [] : HistoryCodec.Decode(row.Blocks);
            if (HistorySeries.Filling(last, [point], at => known.Any(p => p.At == at)) is [var filling])
            {
                writer.Run($"DELETE FROM history WHERE {OfSeries} AND first = $first", [.. series, ("$first", known[0].At.UtcTicks)]);
                Write(writer, storeId, metric, [.. known.Append(filling).OrderBy(p => p.At)]);
                added.Add(filling);
            }
        }

        return added;
    }

    private static void Write(SqliteWriter writer, string storeId, string metric, List<HistoryPoint> points)
    {
        foreach (var chunk in points.Chunk(HistoryCodec.MaxBlockPoints))
        {
            writer.Run(
                "INSERT OR REPLACE INTO history(store, metric, first, last, blocks) VALUES($store, $metric, $first, $last, $blocks)",
                ("$store", storeId), ("$metric", metric),
                ("$first", chunk[0].At.UtcTicks), ("$last", chunk[^1].At.UtcTicks), ("$blocks", HistoryCodec.Encode(chunk)));
        }
    }

    private static void Check(string storeId, string metric, CancellationToken cancellationToken)
    {
        StateKey.CheckName(storeId, nameof(storeId));
        StateKey.CheckName(metric, nameof(metric));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private sealed record Tail(DateTimeOffset Last, byte[] Blocks)
    {
        public static Tail Of(SqliteDataReader reader) =>
            new(new DateTimeOffset(reader.GetInt64(0), TimeSpan.Zero), reader.GetFieldValue<byte[]>(1));
    }
}
