using System.Diagnostics;
using System.Globalization;

namespace ShadowFunctions.Bench.Impact;

/// <summary>
/// In life production, sampler and shadow are three machines. Here production and its load run on the first core, sampler and shadow on the second,
/// as far as the machine has two and the system's <c>taskset</c>.
/// </summary>
internal static class Cores
{
    public const int Production = 0;

    public const int Sampler = 1;

    /// <summary>True when production has a core of its own.</summary>
    public static bool AreApart { get; } = Environment.ProcessorCount >= 2 && File.Exists("/usr/bin/taskset");

    /// <summary>vCores of production.</summary>
    public static double OfProduction => AreApart ? 1 : Environment.ProcessorCount;

    /// <summary>Moves this process, and whatever it starts from now on, to a core.</summary>
    public static async Task MoveToAsync(int core)
    {
        if (AreApart)
        {
            var all = string.Create(CultureInfo.InvariantCulture, $"-a -p -c {core} {Environment.ProcessId}");
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/taskset", all) { RedirectStandardOutput = true })!;
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
        }
    }

    /// <summary>How to start a program on production's core.</summary>
    public static ProcessStartInfo Start(string program)
    {
        var start = new ProcessStartInfo(AreApart ? "/usr/bin/taskset" : program) { RedirectStandardOutput = true, RedirectStandardError = true };
        (AreApart ? ["-c", Production.ToString(CultureInfo.InvariantCulture), program] : Array.Empty<string>()).ToList().ForEach(start.ArgumentList.Add);
        return start;
    }
}
