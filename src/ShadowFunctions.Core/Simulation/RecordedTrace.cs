namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// A recorded load series as demand: averaged to minutes, scaled, moved in time. A value holds until the next one of the series' usual
/// spacing, at least half an hour; a longer gap then runs straight to its end. Outside its span it repeats by whole weeks (whole days when
/// shorter than a week, its own length when shorter than a day), so that hours and weekdays still match.
/// </summary>
public sealed class RecordedTrace : IDemandTrace
{
    private const int HoldMinutes = 30;
    private const int DayMinutes = 1440;

    private readonly long _firstMinute;
    private readonly double[] _vCores;

    private RecordedTrace(long firstMinute, double[] vCores)
    {
        _firstMinute = firstMinute;
        _vCores = vCores;
    }

    /// <summary>First minute recorded, after any move, UTC.</summary>
    public DateTimeOffset Start => DateTimeOffset.FromUnixTimeSeconds(_firstMinute * 60);

    /// <summary>Minutes recorded, filled gaps included.</summary>
    public int Minutes => _vCores.Length;

    private int PeriodMinutes => _vCores.Length switch
    {
        >= 7 * DayMinutes => _vCores.Length / (7 * DayMinutes) * 7 * DayMinutes,
        >= DayMinutes => _vCores.Length / DayMinutes * DayMinutes,
        _ => _vCores.Length,
    };

    /// <summary>Makes a trace whose highest minute is <paramref name="peakVCores"/>; values below zero count as zero.</summary>
    /// <exception cref="ArgumentException">No points, points out of time order, a peak not above zero, or no value above zero.</exception>
    public static RecordedTrace FromPoints(IReadOnlyList<DemandPoint> points, double peakVCores)
    {
        if (!(peakVCores > 0))
        {
            throw new ArgumentException($"The peak {peakVCores} is not above zero vCores.", nameof(peakVCores));
        }

        var trace = FromValues(points, 1);
        var peak = trace._vCores.Max();
        return peak > 0
            ? new RecordedTrace(trace._firstMinute, [.. trace._vCores.Select(v => v / peak * peakVCores)])
            : throw new ArgumentException("The series has no value above zero, so it cannot be scaled to a peak.", nameof(points));
    }

    /// <summary>Makes a trace of values that each stand for so many vCores; values below zero count as zero.</summary>
    /// <exception cref="ArgumentException">No points, or points out of time order.</exception>
    public static RecordedTrace FromValues(IReadOnlyList<DemandPoint> points, double vCoresPerUnit)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0)
        {
            throw new ArgumentException("The series has no points; give it at least one.", nameof(points));
        }

        var minutes = ToMinutes(points);
        return new RecordedTrace(minutes[0].Minute, [.. Fill(minutes).Select(v => v * vCoresPerUnit)]);
    }

    /// <summary>The same trace later (or earlier) by that much, rounded down to whole minutes.</summary>
    public RecordedTrace ShiftedBy(TimeSpan time) => new(_firstMinute + (long)Math.Floor(time.TotalMinutes), _vCores);

    /// <inheritdoc/>
    public double DemandVCores(DateTimeOffset minute)
    {
        var index = (long)Math.Floor(minute.ToUnixTimeSeconds() / 60.0) - _firstMinute;
        var period = PeriodMinutes;
        if (index >= _vCores.Length)
        {
            index -= ((index - _vCores.Length) / period + 1) * period;
        }
        else if (index < 0)
        {
            index += (-index + period - 1) / period * period;
        }

        return _vCores[index];
    }

    private static List<(long Minute, double Value)> ToMinutes(IReadOnlyList<DemandPoint> points)
    {
        var minutes = new List<(long Minute, double Value)>();
        var count = 0;
        for (var i = 0; i < points.Count; i++)
        {
            if (i > 0 && points[i].At < points[i - 1].At)
            {
                throw new ArgumentException($"The point of {points[i].At:u} comes after that of {points[i - 1].At:u}; sort the series by time.", nameof(points));
            }

            var minute = (long)Math.Floor(points[i].At.ToUnixTimeSeconds() / 60.0);
            var value = Math.Max(0, points[i].Value);
            if (minutes.Count > 0 && minutes[^1].Minute == minute)
            {
                count++;
                minutes[^1] = (minute, minutes[^1].Value + ((value - minutes[^1].Value) / count));
            }
            else
            {
                count = 1;
                minutes.Add((minute, value));
            }
        }

        return minutes;
    }

    private static double[] Fill(List<(long Minute, double Value)> minutes)
    {
        var spacing = Spacing(minutes);
        var hold = Math.Max(HoldMinutes, spacing);
        var values = new double[minutes[^1].Minute - minutes[0].Minute + spacing];
        for (var i = 0; i < minutes.Count; i++)
        {
            var (minute, value) = minutes[i];
            var at = minute - minutes[0].Minute;
            values[at] = value;
            var last = i + 1 == minutes.Count;
            var gap = last ? spacing : minutes[i + 1].Minute - minute;
            for (var step = 1; step < gap; step++)
            {
                var part = last || step <= hold ? 0 : (double)(step - hold) / (gap - hold);
                values[at + step] = last ? value : value + (part * (minutes[i + 1].Value - value));
            }
        }

        return values;
    }

    /// <summary>Median distance of neighbouring points, minutes; 1 where two points or fewer show no habit.</summary>
    private static long Spacing(List<(long Minute, double Value)> minutes)
    {
        var distances = minutes.Zip(minutes.Skip(1), (a, b) => b.Minute - a.Minute).Order().ToArray();
        return distances.Length < 2 ? 1 : distances[distances.Length / 2];
    }
}
