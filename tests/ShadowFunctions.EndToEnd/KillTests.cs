using System.Globalization;

namespace ShadowFunctions.EndToEnd;

/// <summary>
/// A run that is killed again and again, and started again on the same folder, ends as one that was left alone. Kills are aimed at CPU
/// seconds used, so that they land all over the run however busy the machine is.
/// </summary>
public sealed class KillTests
{
    // The runtime's start costs that much before the loop begins; it is paid again after each kill.
    private const double StartCpuSeconds = 1;

    private static bool Thorough => Environment.GetEnvironmentVariable("CI") == "true";

    private static int Kills => Thorough ? 10 : 6;

    private static int Cycles => Thorough ? 24 : 8;

    [Fact]
    public async Task A_run_that_is_killed_many_times_ends_with_the_summary_of_an_undisturbed_one()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        var undisturbed = await ShadowProcess.RunAsync(cancellationToken, UpRunFixture.Arguments(folder, "whole.json", "whole", Cycles));
        undisturbed.MustSucceed();

        var seed = int.TryParse(Environment.GetEnvironmentVariable("SHADOW_KILL_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : (int)(DateTimeOffset.UtcNow.ToUnixTimeSeconds() % int.MaxValue);
        var (arguments, chance) = (UpRunFixture.Arguments(folder, "killed.json", "killed", Cycles).ToList(), new Random(seed));
        var (landed, last) = (new List<string>(), default(ShadowResult));
        for (var kill = 0; kill < Kills && last is null; kill++)
        {
            last = await KillOnce(arguments, AimCpuSeconds(chance, undisturbed.CpuSeconds), landed, cancellationToken);
        }

        var survived = last ?? await ShadowProcess.RunAsync(cancellationToken, arguments);
        var story = $"SHADOW_KILL_SEED={seed}; killed after {string.Join(", ", landed)}.";
        Assert.True(survived.ExitCode == 0, $"{story}\n{survived.Output}\n{survived.Errors}");
        Assert.True(landed.Count >= Kills / 2, $"Only {landed.Count} of {Kills} kills came before the end. {story}");
        Assert.True(
            await File.ReadAllTextAsync(folder["whole.json"], cancellationToken) == await File.ReadAllTextAsync(folder["killed.json"], cancellationToken),
            $"The killed run ended differently. {story}\n{await File.ReadAllTextAsync(folder["killed.json"], cancellationToken)}");
    }

    /// <summary>Between the first moments and so much that, on average, the kills share the run between them.</summary>
    private static double AimCpuSeconds(Random chance, double wholeCpuSeconds) =>
        0.2 + (chance.NextDouble() * ((2 * wholeCpuSeconds / Kills) + StartCpuSeconds));

    /// <summary>Starts and kills; the result when the run came to its end before.</summary>
    private static async Task<ShadowResult?> KillOnce(
        IReadOnlyList<string> arguments, double cpuSeconds, List<string> landed, CancellationToken cancellationToken)
    {
        using var process = ShadowProcess.Start(arguments);
        while (process.CpuSeconds < cpuSeconds)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }

        if (process.HasExited)
        {
            return await process.EndAsync(cancellationToken);
        }

        await process.KillAsync(cancellationToken);
        landed.Add(string.Create(CultureInfo.InvariantCulture, $"{cpuSeconds:0.0} s"));
        return null;
    }
}
