using MathNet.Numerics.Statistics;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Measures what an event did: its window against the same hours of other days, each relative to the day before it (a difference in
/// differences of logarithms), so that growth of the whole load does not count as the event's.
/// </summary>
public static class ScenarioMeasurement
{
    private const int Fewest = 2;
    private const double SmallestError = 0.05;
    private const double SmallestEffect = 0.02;
    private const double LargestShare = 10;

    /// <summary>
    /// The outcome. Null when it cannot be told: too few references, an effect announced as next to nothing, or a window in which production was
    /// saturated and yet showed less than announced (then the demand may have been any amount larger).
    /// </summary>
    /// <param name="effect">The event as announced.</param>
    /// <param name="during">The event's own window.</param>
    /// <param name="weeks">The same hours of other weeks.</param>
    /// <param name="days">The same hours of the days before; taken when there are too few weeks.</param>
    public static ScenarioOutcome? Of(ScenarioEffect effect, ReferenceLoad during, IReadOnlyList<ReferenceLoad> weeks, IReadOnlyList<ReferenceLoad> days)
    {
        ArgumentNullException.ThrowIfNull(effect);
        ArgumentNullException.ThrowIfNull(during);
        ArgumentNullException.ThrowIfNull(weeks);
        ArgumentNullException.ThrowIfNull(days);
        var references = weeks.Count >= Fewest ? weeks : days;
        if (references.Count < Fewest)
        {
            return null;
        }

        var logs = references.Select(r => Math.Log(r.Window / r.Level)).ToArray();
        var usual = during.Level * Math.Exp(logs.Median());
        var error = Math.Max(SmallestError, logs.StandardDeviation() * Math.Sqrt(1 + (1.0 / logs.Length)));
        var announced = (effect.Multiplier * usual) + effect.Added;
        var (part, whole) = effect.Added > 0
            ? (during.Window - (effect.Multiplier * usual), effect.Added)
            : (during.Window - usual, (effect.Multiplier - 1) * usual);
        if (Math.Abs(whole) < SmallestEffect * usual || (during.Saturated > 0 && during.Window < announced))
        {
            return null;
        }

        return new ScenarioOutcome
        {
            Start = effect.Window.Start,
            End = effect.Window.End,
            Expected = announced / usual,
            Measured = during.Window / usual,
            Share = Math.Clamp(part / whole, -LargestShare, LargestShare),
            Deviation = error * during.Window / Math.Abs(whole),
        };
    }
}
