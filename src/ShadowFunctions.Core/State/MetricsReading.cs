using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>
/// How far production's metrics of one store have been asked for. A store that is paused, or of which the platform says nothing, is not
/// asked for its whole past again: what was answered, with or without minutes, is done, but for what may still come late.
/// </summary>
public sealed record MetricsReading
{
    /// <summary>Longest span of one request, and the longest lag of the platform that is waited for.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(6);

    // Some metrics of a minute come later than its CPU; so far back they are always asked for again.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    // And so far back while minutes, or metrics of them, are missing.
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>First minute not yet asked for, UTC; null when the store's history tells it.</summary>
    public DateTimeOffset? AskedUntil { get; init; }

    /// <summary>Minutes of the last hour that lie before known ones and lack metrics, ascending; they fill their gaps in the history when they come.</summary>
    public IReadOnlyList<DateTimeOffset> Missing { get; init; } = [];

    /// <summary>From where to ask.</summary>
    /// <param name="last">Last minute known of the store; null when none is.</param>
    /// <param name="until">First minute that may still change, UTC.</param>
    /// <param name="backfillDays">Days of the past that are asked for at most.</param>
    public DateTimeOffset NextFrom(DateTimeOffset? last, DateTimeOffset until, int backfillDays)
    {
        var oldest = until.AddDays(-backfillDays);
        var next = last?.AddMinutes(1);
        if ((next > AskedUntil || AskedUntil is null ? next : AskedUntil) is not { } asked)
        {
            return oldest;
        }

        DateTimeOffset[] open =
        [
            asked - Overlap,
            Later(next ?? DateTimeOffset.MinValue, until - Window),
            .. Missing.Where(m => m >= until - Late).Take(1),
        ];
        return Later(open.Min(), oldest);
    }

    /// <summary>What is known after an answer.</summary>
    /// <param name="from">First minute asked for.</param>
    /// <param name="to">First minute after those asked for.</param>
    /// <param name="answer">The answer.</param>
    public MetricsReading After(DateTimeOffset from, DateTimeOffset to, StoreMetrics answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var samples = answer.Samples;
        var missing = Missing.Where(m => m >= to - Late && (m < from || samples.Count == 0)).ToList();
        if (samples is [.., var newest])
        {
            // A metric that came with any minute is expected of all; one with an error is missing in all.
            var expected = Enum.GetValues<ResourceKind>().Where(kind => samples.Any(s => s.Amounts[kind] is not null)).ToArray();
            var complete = answer.Errors.Count > 0 ? [] : samples.Where(s => Array.TrueForAll(expected, kind => s.Amounts[kind] is not null)).Select(s => s.Minute).ToHashSet();
            for (var minute = Later(from, to - Late); minute <= newest.Minute; minute = minute.AddMinutes(1))
            {
                if (!complete.Contains(minute))
                {
                    missing.Add(minute);
                }
            }
        }

        return new MetricsReading { AskedUntil = AskedUntil > to ? AskedUntil : to, Missing = missing };
    }

    /// <summary>
    /// Whether to keep it: where nothing is missing and the history goes on by itself, it tells as much, and a document per store and cycle is saved.
    /// </summary>
    /// <param name="kept">What was kept before; null when nothing was.</param>
    /// <param name="last">Last minute known of the store by now; null when none is.</param>
    public bool Tells(MetricsReading? kept, DateTimeOffset? last) =>
        !Missing.SequenceEqual(kept?.Missing ?? [])
        || AskedUntil >= Later(kept?.AskedUntil ?? DateTimeOffset.MinValue, last ?? DateTimeOffset.MinValue) + Late;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
