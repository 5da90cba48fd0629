using ShadowFunctions.Core.Model;
using ShadowFunctions.Local.Cloud;

namespace ShadowFunctions.Bench.Fleet;

/// <summary>What one cycle with many due changes did; seconds are emulated ones since the cycle began.</summary>
/// <param name="Due">Stores that needed another size.</param>
/// <param name="Changed">Of them, those verified at another size.</param>
/// <param name="FailedByPlatform">Of the rest, those whose last request was accepted and failed: recorded, for the next cycle to decide.</param>
/// <param name="DecidedToKeep">Of the rest, those whose request was put off and which a new decision keeps at their size.</param>
/// <param name="Lost">Of the rest, those without any such record.</param>
/// <param name="Operations">Decisions that led to a request.</param>
/// <param name="Refused">Requests that were put off and decided anew.</param>
/// <param name="MostPerDecision">Most requests behind one decision.</param>
/// <param name="UpsSentBySeconds">When the last request of a store that needed more was sent, those decided anew included.</param>
/// <param name="DownsSentFromSeconds">When the first request of a store that needed less was sent.</param>
/// <param name="SentBySeconds">When the last request to change a size was sent.</param>
/// <param name="Writes">All writes to ARM, alert rules included.</param>
/// <param name="MostWritesInOneSecond">Most writes in one second.</param>
/// <param name="LeastLeftInBucket">Fewest writes that the published bucket (200, refill 10 a second) had left.</param>
/// <param name="Throttled">Writes that the published throttle refused.</param>
/// <param name="Wall">Time it took this machine.</param>
internal sealed record DueChangesResult(
    int Due, int Changed, int FailedByPlatform, int DecidedToKeep, int Lost, int Operations, int Refused, int MostPerDecision, double UpsSentBySeconds, double DownsSentFromSeconds,
    double SentBySeconds, int Writes, int MostWritesInOneSecond, double LeastLeftInBucket, int Throttled, TimeSpan Wall)
{
    private const double Bucket = 200;
    private const double RefillPerSecond = 10;

    public static DueChangesResult Of(
        DateTimeOffset from, TimeSpan wall, IReadOnlyList<ScaleOperation> operations, IReadOnlySet<string> kept,
        IReadOnlyList<ObservedRequest> seen, IReadOnlyList<string> ups, IReadOnlyList<string> downs)
    {
        var patches = seen.Where(r => r.Kind == CloudRequestKind.UpdateDatabase).ToList();
        var writes = seen.Where(r => r.Method is "PUT" or "PATCH" or "DELETE").OrderBy(r => r.At).ToList();
        var last = operations.GroupBy(o => o.StoreId).ToDictionary(g => g.Key, g => g.MaxBy(o => o.Id, StringComparer.Ordinal)!, StringComparer.Ordinal);
        var sent = operations.Where(o => o.RequestedAt is not null).ToLookup(o => o.StoreId, o => (o.RequestedAt!.Value - from).TotalSeconds, StringComparer.Ordinal);
        var due = ups.Concat(downs).ToList();
        var changed = due.Count(s => last.TryGetValue(s, out var o) && o.Status == ScaleOperationStatus.Verified);
        var failed = due.Count(s => last.TryGetValue(s, out var o) && o is { Status: ScaleOperationStatus.Failed, Patches: 1 });
        var anew = due.Count(s => kept.Contains(s) && last.TryGetValue(s, out var o) && o.RetryAt is not null);
        double At(IEnumerable<string> ids, bool latest)
        {
            var all = ids.SelectMany(s => sent[s]).DefaultIfEmpty().ToList();
            return latest ? all.Max() : all.Min();
        }

        return new DueChangesResult(
            due.Count, changed, failed, anew, due.Count - changed - failed - anew, operations.Count, operations.Count(o => o.RetryAt is not null),
            patches.GroupBy(p => p.ClientRequestId).Select(g => g.Count()).DefaultIfEmpty().Max(),
            At(ups, latest: true), At(downs, latest: false), patches.Select(p => (p.At - from).TotalSeconds).DefaultIfEmpty().Max(),
            writes.Count, writes.GroupBy(r => r.At.ToUnixTimeSeconds()).Select(g => g.Count()).DefaultIfEmpty().Max(), Least(writes),
            operations.Count(o => o.Error?.Contains("SubscriptionRequestsThrottled", StringComparison.Ordinal) == true), wall);
    }

    private static double Least(List<ObservedRequest> writes)
    {
        var (tokens, least, at) = (Bucket, Bucket, writes.Count == 0 ? default : writes[0].At);
        foreach (var write in writes)
        {
            tokens = Math.Min(Bucket, tokens + ((write.At - at).TotalSeconds * RefillPerSecond)) - 1;
            (least, at) = (Math.Min(least, tokens), write.At);
        }

        return least;
    }
}
