using System.Globalization;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>
/// CPU time of a server's processes from the kernel's accounts: nanoseconds of each living process (schedstat), and what exited children
/// (parallel workers, closed connections) left with the postmaster. Independent of what else the machine does, except for its caches.
/// </summary>
internal static class CpuMeter
{
    private const double SecondsPerTick = 0.01;

    /// <summary>CPU seconds of all processes of a server so far.</summary>
    public static double ServerSeconds(int postmaster)
    {
        var seconds = Seconds(postmaster) + EndedChildrenSeconds(postmaster);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Stat(id) is { } child
                && child[1] == postmaster.ToString(CultureInfo.InvariantCulture))
            {
                seconds += Seconds(id);
            }
        }

        return seconds;
    }

    /// <summary>CPU seconds of the server's processes that have ended: parallel workers and closed sessions.</summary>
    public static double EndedChildrenSeconds(int postmaster) => Stat(postmaster) is { } stat ? (Parse(stat[13]) + Parse(stat[14])) * SecondsPerTick : 0;

    /// <summary>CPU seconds of one process.</summary>
    public static double Seconds(int process)
    {
        try
        {
            return double.Parse(File.ReadAllText($"/proc/{process}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) * 1e-9;
        }
        catch (IOException)
        {
            // The process ended between the listing and the reading; its time is with the postmaster then.
            return 0;
        }
    }

    /// <summary>The machine's busy, stolen and total seconds over all cores.</summary>
    public static (double Busy, double Stolen, double Total) Machine()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Parse).ToArray();
        var total = fields.Take(8).Sum();
        return ((total - fields[3] - fields[4] - fields[7]) * SecondsPerTick, fields[7] * SecondsPerTick, total * SecondsPerTick);
    }

    /// <summary>Fields of /proc/N/stat after the name: state, parent, …; null when the process is gone.</summary>
    private static string[]? Stat(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
