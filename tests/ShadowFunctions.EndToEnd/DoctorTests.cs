using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Fleet;

namespace ShadowFunctions.EndToEnd;

/// <summary><c>shadow doctor</c> against deployments that are right, and against one in which ten things are wrong at once.</summary>
public sealed class DoctorTests
{
    private const string Subscription = "/subscriptions/00000000-0000-0000-0000-000000000001";
    private const string ActionGroup = $"{Subscription}/resourceGroups/rg-shadow-functions/providers/Microsoft.Insights/actionGroups/ag-shadow-functions";

    private static readonly DateTimeOffset Start = new(2026, 8, 31, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] ScalerActions =
    [
        "Microsoft.Sql/servers/read", "Microsoft.Sql/servers/databases/read", "Microsoft.Sql/servers/databases/write",
        "Microsoft.Sql/servers/databases/operations/*", "Microsoft.Insights/metrics/read", "Microsoft.Insights/metricAlerts/*", "Microsoft.Insights/actionGroups/read",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_deployment_has_no_finding()
    {
        using var folder = new TempFolder();
        await using var fleet = await LocalFleet.StartAsync(Options(folder["state"], ["a", "b"]), Cancel);
        await fleet.RunAsync(2, Cancel);

        var result = await ShadowProcess.RunAsync(Cancel, "doctor", "--url", fleet.BaseAddress.ToString(), "--all");

        result.MustSucceed();
        Assert.Contains("all is well", result.Output, StringComparison.Ordinal);
        Assert.Contains("note Prices, price of GP_Gen5", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WRONG", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_things_wrong_at_once_are_all_named_with_their_remedies()
    {
        using var folder = new TempFolder();
        string[] stores = ["deleted", "excessive", "foreign", "locked", "no-login", "unmetered", "unscalable"];
        var options = Options(folder["state"], stores) with
        {
            // 1: the timer does not fire as often as the app believes. 2: one store is not on the allow-list.
            Settings = Settings(stores),
            Platform = cloud => cloud with
            {
                Access =
                [
                    new(Subscription, [.. ScalerActions.Where(a => !a.Contains("metrics/", StringComparison.Ordinal))]),
                    .. cloud.Resources.Select(r => new EmulatedAccess(r.ResourceId, Actions(r.StoreId))),
                ],
                Locks = [new(ResourceId("locked"), "ReadOnly"), new(ResourceId("excessive"), "CanNotDelete")],
                ActionGroups = [new EmulatedActionGroup(ActionGroup, "http://localhost/api/alerts", Enabled: false)],
                ClockOffset = TimeSpan.FromMinutes(-7),
            },
        };
        await using var fleet = await LocalFleet.StartAsync(options, Cancel);
        await BreakAsync(fleet, folder["state"]);

        var json = folder["doctor.json"];
        var result = await ShadowProcess.RunAsync(Cancel, "doctor", "--url", fleet.BaseAddress.ToString(), "--json", json);

        Assert.Equal(1, result.ExitCode);
        string[] wrong =
        [
            "Schedule, SHADOW_SCHEDULE", "AllowList, store 'foreign'", "Clock, clock", "AlertPath, action group", "Lock, store 'locked'",
            "StoreFound, store 'deleted'", "ScaleAccess, store 'unscalable'", "ScaleAccess, store 'excessive'", "MetricsAccess, store 'unmetered'",
            "SqlLogin, store 'no-login'",
        ];
        Assert.All(wrong, finding => Assert.Contains("WRONG " + finding, result.Output, StringComparison.Ordinal));
        var findings = JsonNode.Parse(await File.ReadAllTextAsync(json, Cancel))!["results"]!.AsArray();
        var failed = findings.Where(f => f!["status"]!.GetValue<string>() == "failed").ToList();
        Assert.All(failed, f => Assert.False(string.IsNullOrWhiteSpace(f!["remedy"]?.GetValue<string>()), $"{f} has no remedy."));

        // Nothing is called wrong that is not: a deleted database also has no metrics, and that is all that may be added.
        Assert.Equal(
            wrong.Append("MetricsAccess, store 'deleted'").Order(StringComparer.Ordinal),
            failed.Select(f => $"{f!["check"]}, {f["subject"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_app_that_does_not_answer_is_an_error_with_a_remedy() =>
        (await ShadowProcess.RunAsync(Cancel, "doctor", "--url", "http://127.0.0.1:9")).MustRefuse("http://127.0.0.1:9", "shadow up", "--url");

    private static LocalFleetOptions Options(string state, string[] stores) => new()
    {
        StateDirectory = state,
        Stores = [.. stores.Select(id => new LocalStore(id, id, "GP_Gen5", "GP_Gen5_2", new ConstantTrace(1), []))],
        Start = Start,
        BackfillDays = 1,
        Port = 0,
        ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.None),
    };

    private static Dictionary<string, string?> Settings(string[] stores)
    {
        var settings = new Dictionary<string, string?> { ["SHADOW_SCHEDULE"] = "0 */15 * * * *" };
        foreach (var (i, store) in stores.Where(s => s != "foreign").Index())
        {
            settings[$"Azure:AllowedResourceIds:{i}"] = ResourceId(store);
        }

        return settings;
    }

    private static string[] Actions(string store) => store switch
    {
        "unscalable" => [.. ScalerActions.Where(a => !a.EndsWith("databases/write", StringComparison.Ordinal))],
        "deleted" or "excessive" => [.. ScalerActions, "Microsoft.Sql/servers/databases/delete"],
        "unmetered" => [.. ScalerActions.Where(a => !a.Contains("metrics/", StringComparison.Ordinal))],
        _ => ScalerActions,
    };

    private static string ResourceId(string store) => $"{Subscription}/resourceGroups/rg-production/providers/Microsoft.Sql/servers/sql-production/databases/{store}";

    /// <summary>Removes a database behind the app's back, and makes production's file of another unreadable.</summary>
    private static async Task BreakAsync(LocalFleet fleet, string state)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(fleet.Cloud.Endpoint, $"{ResourceId("deleted")}?api-version=2023-08-01"));
        var token = await new EmulatorCredential().GetTokenAsync(new global::Azure.Core.TokenRequestContext(["https://management.azure.com/.default"]), Cancel);
        request.Headers.Authorization = new("Bearer", token.Token);
        using var response = await client.SendAsync(request, Cancel);
        response.EnsureSuccessStatusCode();

        SqliteConnection.ClearAllPools();
        File.Delete(Path.Combine(state, "stores", "no-login", "production.db"));
    }
}
