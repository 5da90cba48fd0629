using System.Diagnostics;
using System.Globalization;

namespace ShadowFunctions.Local.Tests.Durable;

/// <summary>A real process, killed without warning.</summary>
public sealed class KillTests : IDisposable
{
    private const string VictimFile = "ShadowFunctions.Local.Victim.dll";

    private readonly string _folder = Directory.CreateTempSubdirectory("shadow-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_killed_process_goes_on_where_it_stood_and_ends_like_an_undisturbed_one()
    {
        string[] undisturbed = await RunAsync("calm", killAfterLines: null);
        int kills = 0;
        string[] disturbed;
        do
        {
            disturbed = await RunAsync("rough", killAfterLines: kills < 8 ? 1 + (kills * 5) : null);
        }
        while (!IsDone(disturbed) && ++kills < 20);

        Assert.True(kills >= 2, $"The victim was killed only {kills} times.");
        Assert.Equal("done 11175 2026-11-22T00:30:00.0000000+00:00", undisturbed[^1]);
        Assert.Equal(undisturbed[^1], disturbed[^1]);
        Assert.Equal(150, Effects("calm").Count);
        Assert.Equal(Enumerable.Range(0, 150), Effects("rough").Distinct().Order());
    }

    private static bool IsDone(string[] lines) => lines.Length > 0 && lines[^1].StartsWith("done", StringComparison.Ordinal);

    private List<int> Effects(string name) =>
        [.. File.ReadLines(Path.Combine(_folder, name + ".txt")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

    private async Task<string[]> RunAsync(string name, int? killAfterLines)
    {
        ProcessStartInfo start = new(Environment.ProcessPath is { } path && path.EndsWith("dotnet", StringComparison.Ordinal) ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, VictimFile),
                Path.Combine(_folder, name + ".db"),
                Path.Combine(_folder, name + ".txt"),
            },
        };
        using Process process = Process.Start(start)!;
        List<string> lines = [];
        while (await process.StandardOutput.ReadLineAsync(EngineFixture.Cancel) is { } line)
        {
            lines.Add(line);
            if (lines.Count == killAfterLines)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync(EngineFixture.Cancel);
        return [.. lines];
    }
}
