namespace ShadowFunctions.Core.Forecasting;

/// <summary>The quantile levels that forecasts carry.</summary>
public static class ForecastLevels
{
    private const int Most = 64;

    /// <summary>The levels of the control loop, ascending.</summary>
    public static IReadOnlyList<double> All { get; } = [0.5, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995];

    internal static readonly double[] Levels = [.. All];

    /// <summary>A copy of levels that can be tracked.</summary>
    /// <exception cref="ArgumentException">None, too many, not ascending, or not between 0 and 1.</exception>
    internal static double[] Checked(IReadOnlyList<double> levels)
    {
        var valid = levels.Count is > 0 and <= Most;
        for (var i = 0; i < levels.Count; i++)
        {
            valid &= levels[i] > (i == 0 ? 0 : levels[i - 1]) && levels[i] < 1;
        }

        return valid
            ? [.. levels]
            : throw new ArgumentException($"The levels {string.Join(", ", levels)} are not 1 to {Most} ascending numbers between 0 and 1.", nameof(levels));
    }

    internal static void Write(BinaryWriter writer, double[] levels)
    {
        writer.Write(levels.Length);
        foreach (var level in levels)
        {
            writer.Write(level);
        }
    }

    internal static double[] Read(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (count is < 1 or > Most)
        {
            throw new InvalidDataException($"The state of a series forecaster has {count} levels, or another version wrote it: delete the state and let it be learned again from the history.");
        }

        var levels = new double[count];
        for (var i = 0; i < count; i++)
        {
            levels[i] = reader.ReadDouble();
        }

        return levels;
    }
}
