using System.Globalization;

namespace ShadowFunctions.Sql.Load;

/// <summary>CPU and memory of a server's processes on this machine, from <c>/proc</c>.</summary>
/// <param name="CpuSeconds">CPU seconds of the parent and all its children, ended ones too.</param>
/// <param name="PrivateBytes">Memory that no other process shares.</param>
internal sealed record LocalServerProcesses(double CpuSeconds, double PrivateBytes)
{
    private const double TicksPerSecond = 100;
    private const int Parent = 1;
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const int ChildUserTime = 13;
    private const int ChildSystemTime = 14;

    /// <summary>The processes beside the one that serves a session; null when the server is not on this machine.</summary>
    public static LocalServerProcesses? Of(int sessionProcess)
    {
        if (Read(sessionProcess) is not { } session || session.Name != "postgres")
        {
            return null;
        }

        var parent = (int)session.Fields[Parent];
        var (cpu, bytes) = (0.0, 0.0);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)
                && Read(id) is { } process && (id == parent || process.Fields[Parent] == parent))
            {
                cpu += process.Fields[UserTime] + process.Fields[SystemTime] + (id == parent ? process.Fields[ChildUserTime] + process.Fields[ChildSystemTime] : 0);
                bytes += PrivateBytesOf(folder);
            }
        }

        return new LocalServerProcesses(cpu / TicksPerSecond, bytes);
    }

    private static (string Name, double[] Fields)? Read(int process)
    {
        try
        {
            // "pid (name) state ppid …": the name may hold anything but ends at the last parenthesis.
            var text = File.ReadAllText($"/proc/{process}/stat");
            var (open, close) = (text.IndexOf('(', StringComparison.Ordinal), text.LastIndexOf(')'));
            var fields = text[(close + 2)..].Split(' ').Select(f => double.TryParse(f, CultureInfo.InvariantCulture, out var value) ? value : 0).ToArray();
            return (text[(open + 1)..close], fields);
        }
        catch (IOException)
        {
            return null; // It ended meanwhile, or there is no /proc.
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static double PrivateBytesOf(string folder)
    {
        try
        {
            var line = File.ReadLines(Path.Combine(folder, "status")).FirstOrDefault(l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.AsSpan(8).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
