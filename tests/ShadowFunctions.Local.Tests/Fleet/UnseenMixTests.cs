using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Local.Demo;
using ShadowFunctions.Local.Fleet;

namespace ShadowFunctions.Local.Tests.Fleet;

/// <summary>
/// An owner announces a load by rates of a mix that production has never run: what it takes is predicted before it comes, and production is
/// ready when it does.
/// </summary>
public sealed class UnseenMixTests : IAsyncLifetime
{
    private const string Id = "shop";
    private const int Seed = 20260831;
    private const double Tolerance = 0.1;

    private static readonly DateTimeOffset Start = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset EventStart = Start.AddHours(2);
    private static readonly DateTimeOffset EventEnd = Start.AddHours(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("shadow-unseen-").FullName;
    private EventTrace _trace = null!;
    private LocalFleet _fleet = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var usual = new ConstantTrace(1);
        var plain = new LocalStore(Id, "", "GP_Gen5", "GP_Gen5_2", usual, []);
        var seed = DemoFleet.SeedOf(Seed, Id);
        DemoProduction.EnsureCreated(LocalStoreRequest.StoreOf(plain, _folder), seed, Start);
        var production = new LocalStoreFiles(_folder).Production(Id);
        var cpu = QueryStatistics.CpuSeconds(production);

        // Reports that are a small part of a usual day take most of this hour, and orders are paid as never before.
        var rates = new Dictionary<string, double>
        {
            [ShopQueries.All[4].Template.Id] = 3.2 / cpu[4],
            [ShopQueries.All[6].Template.Id] = 1.1 / cpu[6],
        };
        _trace = new EventTrace(usual, [new MixEvent(EventStart, EventEnd, rates)], production, seed);
        var announced = new Scenario { Name = "closing", StartLocal = Unspecified(EventStart), EndLocal = Unspecified(EventEnd), Rates = rates, RelativeUncertainty = 0.02 };
        _fleet = await LocalFleet.StartAsync(
            new LocalFleetOptions
            {
                StateDirectory = _folder,
                Stores = [plain with { Trace = _trace, Scenarios = [announced] }],
                Start = Start,
                Seed = Seed,
                BackfillDays = 1,
                Port = 0,
                ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.None),
            },
            Cancel);
        _http = new HttpClient { BaseAddress = _fleet.BaseAddress };
    }

    [Fact]
    public async Task An_announced_mix_that_was_never_seen_is_predicted_and_production_is_ready_for_it()
    {
        await RunUntilAsync(EventStart.AddMinutes(-15));
        var before = await PredictedAsync(EventStart.AddMinutes(30));
        var truth = Mean(EventStart, EventEnd);
        Assert.InRange(truth, 4, 6);
        Assert.InRange(before, (1 - Tolerance) * truth, (1 + Tolerance) * truth);
        Assert.Equal("closing", (await GetAsync("shadow"))["shadow"]!["lastRunProfile"]!.GetValue<string>());

        await RunUntilAsync(EventStart.AddMinutes(45));
        var during = await PredictedAsync(EventStart.AddMinutes(50));
        Assert.InRange(during, (1 - Tolerance) * truth, (1 + Tolerance) * truth);

        await RunUntilAsync(EventEnd.AddMinutes(30));
        Assert.DoesNotContain(_fleet.Cloud.Minutes(Id, EventStart, EventEnd), m => m.IsShort);
        Assert.InRange(await PredictedAsync(EventEnd.AddMinutes(60)), 0.8, 1.3);

        var model = (await GetAsync("shadow"))["capacityModel"]!;
        Assert.True(model["loadLeads"]!.GetValue<bool>());
        var check = model["checks"]!.AsArray().Last(c => c!["event"]?.GetValue<string>() == "closing")!;
        var (said, came) = (check["predictedVCores"]!.GetValue<double>(), check["observedVCores"]!.GetValue<double>());
        Assert.InRange(said, (1 - Tolerance) * came, (1 + Tolerance) * came);
    }

    [Fact]
    public async Task What_is_asked_of_the_model_is_answered_with_a_size_or_a_reason()
    {
        await RunUntilAsync(EventStart.AddMinutes(-15));
        var statements = (await GetAsync("shadow"))["capacityModel"]!["statements"]!.AsArray();
        Assert.Equal(ShopQueries.All.Count, statements.Count);
        Assert.All(statements, s => Assert.StartsWith(s!["text"]!.GetValue<string>(), ShopQueries.All.Single(q => q.Template.Id == s["templateId"]!.GetValue<string>()).Template.Text, StringComparison.Ordinal));

        var treble = await AskAsync(new { multiplier = 3 });
        Assert.InRange(treble["need"]!["cpuVCores"]!.GetValue<double>(), 2.7, 3.3);

        // Four cores at 80 % would carry three vCores only if the model had no error.
        Assert.Equal("GP_Gen5_6", treble["size"]!.GetValue<string>());
        Assert.Equal(("cpuVCores", null), (treble["binding"]!.GetValue<string>(), treble["whyNoSize"]));

        var unknown = await AskAsync(new { rates = new Dictionary<string, double> { ["nobody-knows-it"] = 5 } });
        Assert.Contains("nobody-knows-it", unknown["unreliable"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(unknown["size"]);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _fleet.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static DateTime Unspecified(DateTimeOffset at) => DateTime.SpecifyKind(at.UtcDateTime, DateTimeKind.Unspecified);

    private Task RunUntilAsync(DateTimeOffset at) => _fleet.RunAsync((int)(at - Start).TotalMinutes / 5, Cancel);

    private double Mean(DateTimeOffset from, DateTimeOffset to) =>
        Enumerable.Range(0, (int)(to - from).TotalMinutes).Average(m => _trace.DemandVCores(from.AddMinutes(m)));

    private async Task<double> PredictedAsync(DateTimeOffset at)
    {
        var forecast = (await GetAsync("prediction"))["resources"]!.AsArray().Single(r => r!["forecast"]!["resource"]!.GetValue<string>() == "cpuVCores")!["forecast"]!;
        var origin = forecast["origin"]!.GetValue<DateTimeOffset>();
        var median = forecast["levels"]!.AsArray().Select((l, i) => (Level: l!.GetValue<double>(), i)).MinBy(l => Math.Abs(l.Level - 0.5)).i;
        return forecast["values"]![median]![(int)((at - origin).TotalMinutes / forecast["stepMinutes"]!.GetValue<int>())]!.GetValue<double>();
    }

    private async Task<JsonNode> GetAsync(string what) =>
        JsonNode.Parse(await _http.GetStringAsync(new Uri($"api/stores/{Id}/{what}", UriKind.Relative), Cancel))!;

    private async Task<JsonNode> AskAsync(object question)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri($"api/stores/{Id}/shadow/questions", UriKind.Relative), question, Cancel);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
    }
}
