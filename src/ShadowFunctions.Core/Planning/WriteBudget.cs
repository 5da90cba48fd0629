namespace ShadowFunctions.Core.Planning;

/// <summary>
/// The fleet's share of the platform's throttle on writes: a token bucket, and the requests that wait for tokens. Those that make a store
/// larger go first, nearest need first; those that make one smaller go only while none of them waits, and not before the instant until which they yield to
/// larger sizes that have not asked yet. Pure: who is let through at an instant depends on who waits then, not on who asks first.
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

    /// <summary>Requests that wait.</summary>
    public IReadOnlyList<WriteRequest> Waiting { get; init; } = [];

    /// <summary>Requests let through lately: each gets its tokens once, however often it asks.</summary>
    public IReadOnlyList<WriteGrant> Granted { get; init; } = [];

    /// <summary>
    /// A request asks for its turn; when it asked and when it returns are the budget's own. The first time it is only noted; then the best-placed go as
    /// far as the tokens reach. Those that still yield have no place yet. More writes than the bucket holds go when it is full.
    /// </summary>
    public WriteAnswer Ask(WriteRequest request, WriteBudgetLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(limits);
        var budget = Refill(limits, now);
        if (budget.Granted.Any(g => g.Id == request.Id))
        {
            return new WriteAnswer(budget, true, 0);
        }

        var known = budget.Waiting.FirstOrDefault(w => w.Id == request.Id);
        var others = budget.Waiting.Where(w => w.Id != request.Id).ToList();
        var asking = known ?? request with { AskedAt = now };
        var count = Math.Min(asking.Count, limits.Burst);
        var needed = others.Where(w => w.AskedAt < now && !(w.NotBefore >= now) && Order(w, asking) < 0).Sum(w => Math.Min(w.Count, limits.Burst)) + count;
        var pause = budget.PauseLeft(now);
        var yields = asking.NotBefore >= now ? (asking.NotBefore.Value - now).TotalSeconds + limits.GatherSeconds : 0;
        var held = yields > 0 || (asking.Urgency == WriteUrgency.Down && budget.AnyUp(limits, now));
        if (asking.AskedAt < now && !held && pause <= 0 && needed <= budget.Tokens)
        {
            var grant = new WriteGrant(asking.Id, now, asking.Urgency);
            return new WriteAnswer(budget with { Tokens = budget.Tokens - count, Waiting = others, Granted = [.. budget.Granted, grant] }, true, 0);
        }

        var wait = known is null ? limits.GatherSeconds : Math.Max(limits.GatherSeconds, (needed - budget.Tokens!.Value) / limits.PerSecond);
        wait = Math.Ceiling(Math.Max(wait, Math.Max(yields, pause)));
        return new WriteAnswer(budget with { Waiting = [.. others, asking with { ReturnsAt = now.AddSeconds(wait) }] }, false, wait);
    }

    /// <summary>
    /// Takes one write for something that nobody waits for: only while no request waits, and only from the upper half of the bucket, so that the next
    /// change of production finds tokens. It takes no place in the queue.
    /// </summary>
    public WriteAnswer TakeSpare(WriteBudgetLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var budget = Refill(limits, now);
        var pause = budget.PauseLeft(now);
        var least = Math.Max(1, limits.Burst / 2.0);
        return budget.Waiting.Count == 0 && pause <= 0 && budget.Tokens >= least
            ? new WriteAnswer(budget with { Tokens = budget.Tokens - 1 }, true, 0)
            : new WriteAnswer(budget, false, Math.Ceiling(Math.Max(Math.Max(pause, limits.GatherSeconds), (least - budget.Tokens!.Value) / limits.PerSecond)));
    }

    /// <summary>A request that waits no longer.</summary>
    public WriteBudget Withdraw(string id) => this with { Waiting = [.. Waiting.Where(w => w.Id != id)] };

    /// <summary>Heeds what the platform told of its own throttle: a pause it asked for, the writes it has left.</summary>
    public WriteBudget Heed(TimeSpan? pause, int? remaining, WriteBudgetLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var budget = Refill(limits, now);
        var until = pause is { } p && (budget.PausedUntil is null || now + p > budget.PausedUntil) ? now + p : budget.PausedUntil;
        return budget with { PausedUntil = until, Tokens = remaining is { } left ? Math.Min(budget.Tokens!.Value, left) : budget.Tokens };
    }

    /// <summary>
    /// True while a larger size waits, has met a fault and is about to come back, or goes at this very instant: then it does not matter who of the
    /// instant asked first.
    /// </summary>
    private bool AnyUp(WriteBudgetLimits limits, DateTimeOffset now) =>
        Waiting.Any(w => w.Urgency == WriteUrgency.Up && w.AskedAt < now && w.ReturnsAt.AddSeconds(limits.HoldSeconds) > now)
        || Granted.Any(g => g.Urgency == WriteUrgency.Up && g.At == now);

    /// <summary>Seconds of the pause that the platform asked for.</summary>
    private double PauseLeft(DateTimeOffset now) => PausedUntil > now ? (PausedUntil.Value - now).TotalSeconds : 0;

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

    /// <summary>Urgency, then the nearest need, then the name: a total order.</summary>
    private static int Order(WriteRequest a, WriteRequest b) =>
        a.Urgency != b.Urgency ? a.Urgency.CompareTo(b.Urgency)
        : DateTimeOffset.Compare(a.NeededAt ?? DateTimeOffset.MaxValue, b.NeededAt ?? DateTimeOffset.MaxValue) is var need && need != 0 ? need
        : string.CompareOrdinal(a.Id, b.Id);
}
