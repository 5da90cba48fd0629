using Microsoft.Data.Sqlite;
using ShadowFunctions.Bench.Fleet;

namespace ShadowFunctions.Tests.Outcomes;

/// <summary>A small fleet with a small budget: the same course as the benchmark's 1,000 stores.</summary>
public class DueChangesTests
{
    private const int PerSecond = 1;
    private const int Burst = 4;

    [Fact]
    public async Task Many_due_changes_go_out_within_the_cycle_under_the_budget_larger_sizes_first_and_none_is_lost()
    {
        var folder = Directory.CreateTempSubdirectory("shadow-due-");
        try
        {
            await using var fleet = new DueChanges(30, ups: 15, downs: 5, faultShare: 0.05, folder.FullName);
            var settings = new Dictionary<string, string?> { ["Shadow:ArmWritesPerSecond"] = $"{PerSecond}", ["Shadow:ArmWriteBurst"] = $"{Burst}" };

            var result = await fleet.RunAsync(settings, TestContext.Current.CancellationToken);

            Assert.Equal(20, result.Due);
            Assert.Equal(0, result.Lost);
            Assert.Equal(1, result.MostPerDecision);
            Assert.InRange(result.Changed, 15, 20);
            Assert.True(result.SentBySeconds < 300, $"{result}");
            Assert.True(result.UpsSentBySeconds <= result.DownsSentFromSeconds, $"{result}");
            Assert.True(result.UpsSentBySeconds >= (15 - Burst) / PerSecond, $"the budget was not kept: {result}");
            Assert.Equal(0, result.Throttled);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}
