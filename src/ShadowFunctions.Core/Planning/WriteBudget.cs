namespace ShadowFunctions.Core.Planning;

/// <summary>
/// The fleet's share of the platform's throttle on writes: a token bucket, and the changes that wait for a token. Those that make a store
/// larger go first, nearest need first. Pure: who is let through at an instant depends on who waits then, not on who asks first.
/// </summary>
public sealed record WriteBudget
{
    // Whoever waits this long after it should have asked again is gone.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // A change that was let through and crashed asks again within this time.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    /// <summary>Tokens at <see cref="At"/>; null before the first use: the bucket is full.</summary>
    public double? Tokens { get; init; }

    /// <summary>When the tokens were counted, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Nothing is let through before this instant: the platform asked for a pause.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Changes that wait.</summary>
    public IReadOnlyList<WriteRequest> Waiting { get; init; } = [];

    /// <summary>Changes let through lately: each gets one token, however often it asks.</summary>
    public IReadOnlyList<WriteGrant> Granted { get; init; } = [];

    /// <summary>A change asks for its turn. The first time it is only noted; then the best-placed go as far as the tokens reach.</summary>
    public WriteAnswer Ask(string id, bool isUp, DateTimeOffset? neededAt, WriteBudgetLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var budget = Refill(limits, now);
        if (budget.Granted.Any(g => g.Id == id))
        {
            return new WriteAnswer(budget, true, 0);
        }

        var known = budget.Waiting.FirstOrDefault(w => w.Id == id);
        var request = known ?? new WriteRequest(id, isUp, neededAt, now, now);
        var others = budget.Waiting.Where(w => w.Id != id).ToList();
        var place = others.Count(w => w.AskedAt < now && Order(w, request) < 0);
        var free = budget.PausedUntil > now ? 0 : budget.Tokens!.Value;
        if (known is not null && known.AskedAt < now && place + 1 <= free)
        {
            return new WriteAnswer(budget with { Tokens = budget.Tokens - 1, Waiting = others, Granted = [.. budget.Granted, new WriteGrant(id, now)] }, true, 0);
        }

        var pause = budget.PausedUntil > now ? (budget.PausedUntil.Value - now).TotalSeconds : 0;
        var wait = known is null ? limits.GatherSeconds : Math.Max(limits.GatherSeconds, (place + 1 - budget.Tokens!.Value) / limits.PerSecond);
        wait = Math.Ceiling(Math.Max(wait, pause));
        return new WriteAnswer(budget with { Waiting = [.. others, request with { ReturnsAt = now.AddSeconds(wait) }] }, false, wait);
    }

    /// <summary>Takes tokens for writes that can wait for another cycle: only what those in the queue and half the bucket leave over. Null when it is too little.</summary>
    public WriteBudget? TakeSpare(int count, WriteBudgetLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var budget = Refill(limits, now);
        var spare = budget.Tokens!.Value - budget.Waiting.Count - (limits.Burst / 2.0);
        return budget.PausedUntil > now || spare < count ? null : budget with { Tokens = budget.Tokens - count };
    }

    /// <summary>Heeds what the platform told of its own throttle: a pause it asked for, the writes it has left.</summary>
    public WriteBudget Heed(TimeSpan? pause, int? remaining, WriteBudgetLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var budget = Refill(limits, now);
        var until = pause is { } p && (budget.PausedUntil is null || now + p > budget.PausedUntil) ? now + p : budget.PausedUntil;
        return budget with { PausedUntil = until, Tokens = remaining is { } left ? Math.Min(budget.Tokens!.Value, left) : budget.Tokens };
    }

    private WriteBudget Refill(WriteBudgetLimits limits, DateTimeOffset now)
    {
        var seconds = Math.Max(0, (now - At).TotalSeconds);
        return this with
        {
            Tokens = Tokens is { } tokens ? Math.Min(limits.Burst, tokens + (seconds * limits.PerSecond)) : limits.Burst,
            At = now > At ? now : At,
            PausedUntil = PausedUntil > now ? PausedUntil : null,
            Waiting = [.. Waiting.Where(w => w.ReturnsAt + Patience > now)],
            Granted = [.. Granted.Where(g => g.At + Remembered > now)],
        };
    }

    /// <summary>Up before down, then the nearest need, then the name: a total order.</summary>
    private static int Order(WriteRequest a, WriteRequest b) =>
        a.IsUp != b.IsUp ? (a.IsUp ? -1 : 1)
        : DateTimeOffset.Compare(a.NeededAt ?? DateTimeOffset.MaxValue, b.NeededAt ?? DateTimeOffset.MaxValue) is var need && need != 0 ? need
        : string.CompareOrdinal(a.Id, b.Id);
}
