namespace ShadowFunctions.Core.Planning;

/// <summary>
/// Keeps a store to its limit of short minutes: every minute earns its share of the limit, every short minute spends one; old credit is
/// slowly forgotten, debt is not. A store in debt prices short minutes higher, one in credit lower, so that in the long run the limit is met and
/// not more than met, whatever the forecasts are worth.
/// </summary>
/// <param name="CreditMinutes">Short minutes earned and not spent; negative when in debt.</param>
public sealed record ShortBudget(double CreditMinutes = 0)
{
    private const double MemoryMinutes = 30 * 1440;

    // One surprise of a quarter of an hour is two days of the usual budget: at a gain of one it would make short minutes eight times as dear,
    // and a price that swings buys the same cover for more money than one that stays.
    private const double GainPerDay = 0.15;
    private const double MinutesPerDay = 1440;
    private const double Least = 0.005;
    private const double Most = 300;

    /// <summary>What one minute does to the budget.</summary>
    /// <param name="isShort">Whether the minute was short.</param>
    /// <param name="limit">Share of minutes that may be short, above 0.</param>
    public ShortBudget Spend(bool isShort, double limit) =>
        new((CreditMinutes > 0 ? CreditMinutes * (1 - (1 / MemoryMinutes)) : CreditMinutes) + limit - (isShort ? 1 : 0));

    /// <summary>Factor on the price of a short minute: e to 0.15 per day of budget in debt, damped.</summary>
    public double PriceFactor(double limit) => Math.Clamp(Math.Exp(-GainPerDay * CreditMinutes / (limit * MinutesPerDay)), Least, Most);
}
