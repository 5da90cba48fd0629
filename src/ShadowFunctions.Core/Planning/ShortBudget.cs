namespace ShadowFunctions.Core.Planning;

/// <summary>
/// Keeps a store to its limit of short minutes: every minute earns its share of the limit, every short minute spends one; old credit is slowly
/// forgotten, and debt beyond six days of budget is forgiven, since what led to it says little about the days ahead. A store in debt prices short
/// minutes higher, one in credit lower, so that in the long run the limit is met and not more than met, whatever the forecasts are worth.
/// </summary>
/// <param name="CreditMinutes">Short minutes earned and not spent; negative when in debt.</param>
public sealed record ShortBudget(double CreditMinutes = 0)
{
    private const double MemoryMinutes = 30 * 1440;

    // One surprise of a quarter of an hour is two days of the usual budget: at a gain of one it would make short minutes eight times as dear.
    private const double GainPerDay = 0.4;
    private const double MostDebtDays = 6;
    private const double UnknownDebtDays = 3;
    private const double MinutesPerDay = 1440;
    private const double Least = 0.005;

    /// <summary>
    /// The budget of a store of which nothing is known: three days in debt, so that its first day is covered more dearly than what follows. Forecasts
    /// are worst then, and the one day has no others to make up for it.
    /// </summary>
    public static ShortBudget OfNewStore(double limit) => new(-UnknownDebtDays * limit * MinutesPerDay);

    /// <summary>What one minute does to the budget.</summary>
    /// <param name="isShort">Whether the minute was short.</param>
    /// <param name="limit">Share of minutes that may be short, above 0.</param>
    public ShortBudget Spend(bool isShort, double limit) =>
        new(Math.Max(Kept + limit - (isShort ? 1 : 0), -MostDebtDays * limit * MinutesPerDay));

    /// <summary>Factor on the price of a short minute: falls with the credit in days of budget, rises with the debt up to eleven.</summary>
    public double PriceFactor(double limit) => Math.Max(Math.Exp(-GainPerDay * CreditMinutes / (limit * MinutesPerDay)), Least);

    private double Kept => CreditMinutes > 0 ? CreditMinutes * (1 - (1 / MemoryMinutes)) : CreditMinutes;
}
