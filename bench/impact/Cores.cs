using System.Diagnostics;
using System.Globalization;

namespace ShadowFunctions.Bench.Impact;

/// <summary>
/// In life production, its clients, the sampler and the shadow are four machines. Here production has the first core to itself; the others share the second,
/// where the clients go before sampler and shadow, as far as the machine has two cores and the system's <c>taskset</c> and <c>chrt</c>.
/// </summary>
internal static class Cores
{
    public const int Production = 0;

    public const int Others = 1;

    /// <summary>True when production has a core of its own.</summary>
    public static bool AreApart { get; } = Environment.ProcessorCount >= 2 && File.Exists("/usr/bin/taskset");

    /// <summary>True when the clients interrupt sampler and shadow at once (<c>SCHED_FIFO</c>), which a container may forbid.</summary>
    public static bool ClientsGoFirst { get; } = AreApart && File.Exists("/usr/bin/chrt") && Succeeds("/usr/bin/chrt", "-f 1 true");

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

    /// <summary>How to start a client of production.</summary>
    public static ProcessStartInfo Client(string program)
    {
        string[] words =
        [
            .. AreApart ? ["/usr/bin/taskset", "-c", Others.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
            .. ClientsGoFirst ? ["/usr/bin/chrt", "-f", "1"] : Array.Empty<string>(),
            program,
        ];
        return new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    private static bool Succeeds(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
