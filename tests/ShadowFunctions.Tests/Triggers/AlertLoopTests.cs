using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Local.Fleet;

namespace ShadowFunctions.Tests.Triggers;

/// <summary>The reactive net from end to end: load rises, the alert fires, the store gets a cycle out of schedule.</summary>
public sealed class AlertLoopTests
{
    private static readonly DateTimeOffset Start = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_load_that_rises_between_two_cycles_is_answered_by_a_cycle_for_that_store_alone()
    {
        var first = await RunAsync();
        var second = await RunAsync();

        var alert = first.FirstOrDefault(c => c.Source == "alert");
        Assert.NotNull(alert.Id);
        Assert.Equal(["rising"], alert.Stores);
        // The load rises at minute 37 of an hour in which cycles come every 30 minutes.
        Assert.InRange(alert.At, Start.AddMinutes(38), Start.AddMinutes(55));
        Assert.Equal(first.Select(c => (c.Id, c.Source, c.At)), second.Select(c => (c.Id, c.Source, c.At)));
    }

    private static async Task<List<(string Id, string Source, DateTimeOffset At, string[] Stores)>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("shadow-alerts-");
        try
        {
            var options = new LocalFleetOptions
            {
                StateDirectory = folder.FullName,
                Stores =
                [
                    new LocalStore("calm", "fits", "GP_Gen5", "GP_Gen5_4", new ConstantTrace(0.5), []),
                    new LocalStore("rising", "rises", "GP_Gen5", "GP_Gen5_4", new Rise(Start.AddMinutes(37)), []),
                ],
                Start = Start,
                CycleMinutes = 30,
                BackfillDays = 1,
                Port = 0,
                EvaluateAlerts = true,
                ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.None),
            };
            await using var fleet = await LocalFleet.StartAsync(options, Cancel);
            await fleet.RunAsync(2, Cancel);
            using var http = new HttpClient { BaseAddress = fleet.BaseAddress };
            var cycles = JsonNode.Parse(await http.GetStringAsync(new Uri("api/cycles", UriKind.Relative), Cancel))!.AsArray();
            return
            [
                .. cycles.Select(c => (
                    c!["id"]!.GetValue<string>(), c["source"]!.GetValue<string>(), c["at"]!.GetValue<DateTimeOffset>(),
                    c["storeIds"]?.AsArray().Select(s => s!.GetValue<string>()).ToArray() ?? [])).OrderBy(c => c.Item1, StringComparer.Ordinal),
            ];
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private sealed record Rise(DateTimeOffset At) : IDemandTrace
    {
        public double DemandVCores(DateTimeOffset minute) => minute >= At ? 3.95 : 0.5;
    }
}
