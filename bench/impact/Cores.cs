using System.Diagnostics;
using System.Globalization;

namespace ShadowFunctions.Bench.Impact;

/// <summary>
/// In life production, its clients, the sampler and the shadow are four machines. Here production has the first core to itself; the others share the second,
/// where the clients go before sampler and shadow, as far as the machine has two cores and the system's <c>taskset</c>.
/// </summary>
internal static class Cores
{
    public const int Production = 0;

    public const int Others = 1;

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

    /// <summary>How to start a client of production: before all others of its core where this process may ask for that.</summary>
    public static ProcessStartInfo Client(string program)
    {
        string[] words =
        [
            .. AreApart ? ["/usr/bin/taskset", "-c", Others.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
            .. Environment.IsPrivilegedProcess ? ["/usr/bin/nice", "-n", "-19"] : Array.Empty<string>(),
            program,
        ];
        return new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }
}
