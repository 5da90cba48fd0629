using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Shadowing;

/// <summary>
/// A shadow's account: what it cost and what it was worth, both per hour over its last days. Its worth is what its rehearsals were expected to
/// save when they were made; its cost is its standing price, its work and the rows it read on production.
/// </summary>
public sealed record ShadowWorth
{
    // A mean over at most this many hours: a shadow that paid last month need not pay now.
    private const double MemoryHours = 72;

    /// <summary>When counting began, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Until when is counted, UTC.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Mean cost per hour, price list's currency.</summary>
    public double CostPerHour { get; init; }

    /// <summary>Mean worth per hour, price list's currency.</summary>
    public double ValuePerHour { get; init; }

    /// <summary>Since when it has been worth less than it costs without a break, UTC; null while it pays.</summary>
    public DateTimeOffset? BelowSince { get; init; }

    /// <summary>All work done.</summary>
    public ShadowWork Work { get; init; } = new();

    /// <summary>All it cost, price list's currency.</summary>
    public double TotalCost { get; init; }

    /// <summary>All it was worth, price list's currency.</summary>
    public double TotalValue { get; init; }

    /// <summary>An account that begins now.</summary>
    public static ShadowWorth Open(DateTimeOffset now) => new() { Since = now, Until = now };

    /// <summary>Adds what was done since the last entry. An entry that is not later than the last one is the same again and changes nothing.</summary>
    /// <param name="now">Until when is counted, UTC.</param>
    /// <param name="work">Work since the last entry.</param>
    /// <param name="prices">What it costs.</param>
    /// <param name="standingPerHour">What the shadow costs per hour whether it works or not, at least 0; a shared one costs each store its share.</param>
    /// <param name="value">What the rehearsals since the last entry were expected to save, at least 0.</param>
    public ShadowWorth Add(DateTimeOffset now, ShadowWork work, ShadowPrices prices, double standingPerHour, double value)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(prices);
        var hours = (now - Until).TotalHours;
        if (!(hours > 0))
        {
            return this;
        }

        var cost = prices.Of(work) + (Math.Max(0, standingPerHour) * hours);
        var worth = double.IsFinite(value) ? Math.Max(0, value) : 0;
        var share = hours / Math.Max(hours, Math.Min(MemoryHours, (now - Since).TotalHours));
        var added = this with
        {
            Until = now,
            CostPerHour = CostPerHour + (share * ((cost / hours) - CostPerHour)),
            ValuePerHour = ValuePerHour + (share * ((worth / hours) - ValuePerHour)),
            Work = Work.Plus(work),
            TotalCost = TotalCost + cost,
            TotalValue = TotalValue + worth,
        };
        return added with { BelowSince = added.ValuePerHour < added.CostPerHour ? BelowSince ?? now : null };
    }

    /// <summary>Whether the shadow stays: it goes once it was worth less than it costs for so many days without a break.</summary>
    /// <param name="now">Instant of the judgement, UTC.</param>
    /// <param name="days">Days of patience, above 0.</param>
    /// <param name="nextEvent">Start of the next announced event, UTC; null when none is. One within the days of patience keeps the shadow.</param>
    public ShadowVerdict Judge(DateTimeOffset now, double days, DateTimeOffset? nextEvent = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        var figures = string.Create(CultureInfo.InvariantCulture, $"It is worth ${ValuePerHour:0.####} and costs ${CostPerHour:0.####} an hour");
        if (BelowSince is not { } below)
        {
            return new ShadowVerdict(true, new Reason(ReasonCode.ShadowPays, figures + "."));
        }

        var since = string.Create(CultureInfo.InvariantCulture, $"{figures}, since {below:u}");
        if (nextEvent is { } ahead && ahead > now && ahead <= now.AddDays(days))
        {
            return new ShadowVerdict(true, new Reason(ReasonCode.ScenarioNear, string.Create(CultureInfo.InvariantCulture, $"{since}; an event begins {ahead:u}.")));
        }

        return (now - below).TotalDays >= days
            ? new ShadowVerdict(false, new Reason(ReasonCode.ShadowDoesNotPay, string.Create(CultureInfo.InvariantCulture, $"{since}: for {days:0.#} days it has not paid.")))
            : new ShadowVerdict(true, new Reason(ReasonCode.ShadowDoesNotPay, string.Create(CultureInfo.InvariantCulture, $"{since}: it goes after {days:0.#} days.")));
    }
}
