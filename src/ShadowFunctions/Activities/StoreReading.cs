using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Activities;

/// <summary>The metrics of one store while a cycle reads them.</summary>
internal sealed class StoreReading(Store store, DateTimeOffset? last, MetricsReading? kept, DateTimeOffset from)
{
    public Store Store { get; } = store;

    public MetricsReading? Kept { get; } = kept;

    /// <summary>The size it was last seen at; null before the first decision.</summary>
    public SizeInForce? Size { get; init; }

    /// <summary>First minute after those that were known before the cycle.</summary>
    public DateTimeOffset NextAfter { get; } = last?.AddMinutes(1) ?? DateTimeOffset.MinValue;

    public DateTimeOffset From { get; private set; } = from;

    /// <summary>Last minute known.</summary>
    public DateTimeOffset? Last { get; private set; } = last;

    public MetricsReading Reading { get; private set; } = kept ?? new();

    /// <summary>Whether a minute came that was not known before the cycle.</summary>
    public bool HasNew { get; private set; }

    /// <summary>Whether anything was answered in this cycle.</summary>
    public bool Asked { get; private set; }

    /// <summary>Whether a window could not be read: the next cycle asks for it again.</summary>
    public bool Stopped { get; set; }

    public void Take(MetricsQuery query, StoreMetrics answer)
    {
        Reading = Reading.After(query.From, query.To, answer);
        (From, Asked) = (query.To, true);
        HasNew |= answer.Samples is [.., var newest] && newest.Minute >= NextAfter;
        Last = answer.Samples.LastOrDefault(s => s.Amounts.CpuVCores is not null) is { } known && !(known.Minute <= Last) ? known.Minute : Last;
    }
}
