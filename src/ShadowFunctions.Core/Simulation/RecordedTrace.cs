namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// A recorded load series as demand: averaged to minutes, gaps filled, scaled to a peak, moved in time. Outside its span it repeats by
/// whole weeks (whole days when shorter than a week, its own length when shorter than a day), so that hours and weekdays still match.
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
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0)
        {
            throw new ArgumentException("The series has no points; give it at least one.", nameof(points));
        }

        if (!(peakVCores > 0))
        {
            throw new ArgumentException($"The peak {peakVCores} is not above zero vCores.", nameof(peakVCores));
        }

        var minutes = ToMinutes(points);
        var values = Fill(minutes);
        var peak = values.Max();
        if (!(peak > 0))
        {
            throw new ArgumentException("The series has no value above zero, so it cannot be scaled to a peak.", nameof(points));
        }

        return new RecordedTrace(minutes[0].Minute, [.. values.Select(v => v / peak * peakVCores)]);
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

    /// <summary>A gap holds the last value for half an hour, then runs straight to the next.</summary>
    private static double[] Fill(List<(long Minute, double Value)> minutes)
    {
        var values = new double[minutes[^1].Minute - minutes[0].Minute + 1];
        for (var i = 0; i < minutes.Count; i++)
        {
            var (minute, value) = minutes[i];
            var at = minute - minutes[0].Minute;
            values[at] = value;
            var gap = i + 1 < minutes.Count ? minutes[i + 1].Minute - minute : 1;
            for (var step = 1; step < gap; step++)
            {
                var part = step <= HoldMinutes ? 0 : (double)(step - HoldMinutes) / (gap - HoldMinutes);
                values[at + step] = value + (part * (minutes[i + 1].Value - value));
            }
        }

        return values;
    }
}
