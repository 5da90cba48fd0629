using System.Diagnostics;
using System.Globalization;

namespace ShadowFunctions.Sql.Load;

/// <summary>How the machine did around a window: whether its host took CPU away, and how fast a fixed piece of work ran.</summary>
/// <param name="StealSeconds">CPU time taken by the host since the machine started, all CPUs; null where the system does not tell.</param>
/// <param name="ProbeMilliseconds">Time of the fixed piece of work: the best of three.</param>
public sealed record MachineState(double? StealSeconds, double ProbeMilliseconds)
{
    private const double TicksPerSecond = 100;
    private const int StealField = 8;
    private const int ProbeRounds = 2_000_000;

    /// <summary>Looks now; takes some ten milliseconds.</summary>
    public static MachineState Read() => new(Steal(), Enumerable.Range(0, 3).Min(_ => Probe()));

    private static double? Steal()
    {
        if (!File.Exists("/proc/stat"))
        {
            return null;
        }

        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StealField ? double.Parse(fields[StealField], CultureInfo.InvariantCulture) / TicksPerSecond : null;
    }

    private static double Probe()
    {
        var started = Stopwatch.GetTimestamp();
        var value = 88172645463325252UL;
        for (var i = 0; i < ProbeRounds; i++)
        {
            value ^= value << 13;
            value ^= value >> 7;
            value ^= value << 17;
        }

        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return value == 0 ? double.NaN : elapsed;
    }
}
