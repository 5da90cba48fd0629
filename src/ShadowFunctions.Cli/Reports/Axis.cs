using System.Globalization;

namespace ShadowFunctions.Cli.Reports;

/// <summary>One axis of a chart.</summary>
/// <param name="From">Value at its beginning.</param>
/// <param name="To">Value at its end.</param>
/// <param name="Ticks">Its marks.</param>
/// <param name="Title">What it measures, with the unit.</param>
internal sealed record Axis(double From, double To, IReadOnlyList<Tick> Ticks, string Title = "")
{
    private const int FewestTicks = 4;

    /// <summary>True draws by the square root: small values get room, zero stays on the page.</summary>
    public bool SquareRoot { get; init; }

    /// <summary>Position of a value, 0 at the beginning, 1 at the end; values outside clamp.</summary>
    public double Position(double value)
    {
        var (from, to) = (Bend(From), Bend(To));
        return to > from ? Math.Clamp((Bend(value) - from) / (to - from), 0, 1) : 0;
    }

    /// <summary>An axis from zero to a round number not below the highest value.</summary>
    public static Axis FromZero(double highest, string title)
    {
        var step = RoundStep(Math.Max(highest, 1e-9) / FewestTicks);
        var count = (int)Math.Ceiling(Math.Max(highest, 1e-9) / step);
        return new Axis(0, count * step, [.. Enumerable.Range(0, count + 1).Select(i => Mark(i * step))], title);
    }

    /// <summary>A square-root axis of shares in percent, from zero.</summary>
    public static Axis Percent(double highest, string title)
    {
        double[] marks = [0, 0.1, 0.5, 1, 2, 5, 10, 20, 50, 100];
        var to = marks.First(m => m >= Math.Min(100, Math.Max(highest, 0.5)));
        return new Axis(0, to, [.. marks.Where(m => m <= to).Select(m => new Tick(m, m.ToString(CultureInfo.InvariantCulture) + " %"))], title) { SquareRoot = true };
    }

    /// <summary>A time axis; values are Unix seconds.</summary>
    public static Axis Time(DateTimeOffset from, DateTimeOffset to)
    {
        int[] hours = [1, 3, 6, 24, 48, 96, 168, 336, 720, 1440, 4320];
        var span = (to - from).TotalHours;
        var every = hours.FirstOrDefault(h => span / h <= 8, hours[^1]);
        var ticks = new List<Tick>();
        var first = from.ToUnixTimeSeconds() / 3600;
        for (var hour = every < 24 ? first : first / 24 * 24; hour <= to.ToUnixTimeSeconds() / 3600; hour++)
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(hour * 3600);
            if (at >= from && (every < 24 ? at.Hour % every == 0 : hour % 24 == 0 && hour / 24 % (every / 24) == 0))
            {
                ticks.Add(new Tick(hour * 3600, at.ToString(every < 24 ? "HH:mm" : "d MMM", CultureInfo.InvariantCulture)));
            }
        }

        return new Axis(from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds(), ticks);
    }

    private double Bend(double value) => SquareRoot ? Math.Sqrt(Math.Max(0, value)) : value;

    private static Tick Mark(double value) => new(value, value.ToString(value >= 1000 ? "#,0" : "0.##", CultureInfo.InvariantCulture));

    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        var lead = step / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 2.5 ? 2.5 : lead <= 5 ? 5 : 10);
    }
}
