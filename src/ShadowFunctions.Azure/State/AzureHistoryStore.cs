using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Azure.State;

/// <summary>
/// Series as append blobs of coded blocks, one blob per store, metric and month. Every append names the position it continues from, so two
/// writers never interleave and a repeated append adds nothing. Where a series ends is remembered per process, as a guess that the
/// position checks; so an append usually costs one request. Late points of a month lie in a blob beside it, so that the end of the month's own blob stays the end of the series.
/// </summary>
/// <remarks>An append blob takes 50,000 appends: a month of appends every minute has 44,640.</remarks>
public sealed partial class AzureHistoryStore(AzureStateStorage storage) : IHistoryStore
{
    private const int Attempts = 32;
    private const int NotFound = 404;
    private const int RangeNotSatisfiable = 416;

    // Stays below the 4 MiB that one append may have, at up to 40 bytes for the least regular point.
    private const int PointsPerAppend = 50 * HistoryCodec.MaxBlockPoints;

    private readonly ConcurrentDictionary<(string StoreId, string Metric), Tail> _tails = new();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HistoryPoint>> AppendAsync(string storeId, string metric, IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken)
    {
        Check(storeId, metric);
        HistorySeries.NewerThan(null, points);
        for (var (attempt, known) = (1, _tails.TryGetValue((storeId, metric), out var tail)); points.Count > 0; attempt++, known = false)
        {
            tail = known ? tail! : await FindTailAsync(storeId, metric, cancellationToken);
            var newer = HistorySeries.NewerThan(tail.Last, points);
            if (known && newer.Count < points.Count)
            {
                // Points would be left out because of a guess: look first, the series may have been removed by another process.
                continue;
            }

            try
            {
                await WriteAsync(storeId, metric, tail, newer, cancellationToken);
                return newer;
            }
            catch (ConcurrencyException) when (attempt < Attempts)
            {
                // The series is longer than thought, by another writer or by this very append when its answer was lost: look again.
                _tails.TryRemove((storeId, metric), out _);
            }
        }

        return [];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HistoryPoint>> ReadAsync(
        string storeId, string metric, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        Check(storeId, metric);
        var (first, last) = (MonthOf(from), MonthOf(until));
        var points = new List<HistoryPoint>();
        foreach (var blob in await BlobsAsync(Prefix(storeId, metric), cancellationToken))
        {
            var month = blob.Name[Prefix(storeId, metric).Length..];
            if (string.CompareOrdinal(month[..MonthLetters], first) >= 0 && string.CompareOrdinal(month[..MonthLetters], last) <= 0)
            {
                // A blob that went away between the list and now belongs to a series that was removed.
                var content = await DownloadAsync(blob.Name, default, cancellationToken);
                if (IsLate(blob.Name))
                {
                    points = Merged(points, content ?? default, from, until);
                }
                else
                {
                    points.AddRange(HistoryCodec.Decode(content ?? default, from, until));
                }
            }
        }

        return points;
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> LastAsync(string storeId, string metric, CancellationToken cancellationToken)
    {
        Check(storeId, metric);
        return (_tails[(storeId, metric)] = await FindTailAsync(storeId, metric, cancellationToken)).Last;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string storeId, CancellationToken cancellationToken)
    {
        StateKey.CheckName(storeId, nameof(storeId));
        foreach (var blob in await BlobsAsync($"{DocumentAddress.Segment(storeId)}/", cancellationToken))
        {
            await StorageErrors.CallAsync(
                $"Removing {blob.Name}", () => storage.History.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken), cancellationToken);
        }

        foreach (var series in _tails.Keys.Where(key => key.StoreId == storeId))
        {
            _tails.TryRemove(series, out _);
        }
    }

    private static void Check(string storeId, string metric)
    {
        StateKey.CheckName(storeId, nameof(storeId));
        StateKey.CheckName(metric, nameof(metric));
    }

    private static string Prefix(string storeId, string metric) => $"{DocumentAddress.Segment(storeId)}/{DocumentAddress.Segment(metric)}/";

    private static string MonthOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMM", CultureInfo.InvariantCulture);

    private async Task WriteAsync(string storeId, string metric, Tail tail, List<HistoryPoint> newer, CancellationToken cancellationToken)
    {
        foreach (var month in newer.GroupBy(p => MonthOf(p.At)))
        {
            var name = Prefix(storeId, metric) + month.Key;
            if (tail.Month != month.Key)
            {
                await CreateAsync(name, cancellationToken);
                tail = tail with { Month = month.Key, Length = 0 };
            }

            foreach (var points in month.Chunk(PointsPerAppend))
            {
                var bytes = HistoryCodec.Encode(points);
                await AppendAsync(name, bytes, tail.Length, cancellationToken);
                tail = tail with { Length = tail.Length + bytes.Length, Last = points[^1].At };
            }
        }

        _tails[(storeId, metric)] = tail;
    }

    private Task<BlobContentInfo> CreateAsync(string name, CancellationToken cancellationToken)
    {
        var onlyNew = new AppendBlobCreateOptions { Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All } };
        return StorageErrors.CallAsync(
            $"Making {name}", async () => (await storage.History.GetAppendBlobClient(name).CreateAsync(onlyNew, cancellationToken)).Value, cancellationToken);
    }

    private Task<bool> AppendAsync(string name, byte[] bytes, long position, CancellationToken cancellationToken)
    {
        var onlyThere = new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = position } };
        return StorageErrors.CallAsync($"Appending to {name}", async () =>
        {
            try
            {
                using var content = new MemoryStream(bytes, writable: false);
                await storage.History.GetAppendBlobClient(name).AppendBlockAsync(content, onlyThere, cancellationToken);
                return true;
            }
            catch (RequestFailedException error) when (error.Status == NotFound)
            {
                throw new ConcurrencyException($"{name} was removed by someone else.", error);
            }
        }, cancellationToken);
    }

    private async Task<Tail> FindTailAsync(string storeId, string metric, CancellationToken cancellationToken)
    {
        while ((await BlobsAsync(Prefix(storeId, metric), cancellationToken)).FindAll(b => !IsLate(b.Name)) is [.., var newest] blobs)
        {
            // A blob without content was made by a writer that ended before its first append.
            var month = newest.Name[Prefix(storeId, metric).Length..];
            var written = blobs.FindLast(b => b.Length > 0);
            if (written.Name is null)
            {
                return new(month, newest.Length, null);
            }

            // Bytes that are not there belong to a series that was removed after it was listed: list again.
            var range = new HttpRange(written.Length - HistoryCodec.TrailerBytes, HistoryCodec.TrailerBytes);
            if (await DownloadAsync(written.Name, range, cancellationToken) is { } end)
            {
                return new(month, newest.Length, HistoryCodec.ReadLast(end.Span));
            }
        }

        return new(null, 0, null);
    }

    private async Task<List<(string Name, long Length)>> BlobsAsync(string prefix, CancellationToken cancellationToken)
    {
        await storage.ReadyAsync(cancellationToken);
        return await StorageErrors.CallAsync($"Listing {prefix}", async () =>
        {
            var blobs = new List<(string Name, long Length)>();
            await foreach (var blob in storage.History.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
            {
                blobs.Add((blob.Name, blob.Properties.ContentLength ?? 0));
            }

            blobs.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
            return blobs;
        }, cancellationToken);
    }

    /// <summary>Bytes of a blob; null when the blob or the range is gone.</summary>
    private Task<ReadOnlyMemory<byte>?> DownloadAsync(string name, HttpRange range, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync<ReadOnlyMemory<byte>?>($"Reading {name}", async () =>
        {
            try
            {
                var options = new BlobDownloadOptions { Range = range };
                return (await storage.History.GetBlobClient(name).DownloadContentAsync(options, cancellationToken)).Value.Content.ToMemory();
            }
            catch (RequestFailedException error) when (error.Status is NotFound or RangeNotSatisfiable)
            {
                return null;
            }
        }, cancellationToken);

    /// <summary>Where a series ends: the newest blob, its length, and the last instant; nulls when there is none.</summary>
    private sealed record Tail(string? Month, long Length, DateTimeOffset? Last);
}
