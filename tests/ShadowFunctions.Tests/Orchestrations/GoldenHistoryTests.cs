using System.Text;
using System.Text.RegularExpressions;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Local.Runtime.Durable;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Tests.Orchestrations;

/// <summary>
/// Running instances outlive a deployment: the orchestrators must still take every step of the histories kept beside this file.
/// After an intended change of an orchestrator run these tests once with REGENERATE_HISTORIES=1 and review what changed in the files;
/// instances of the old code that are under way must have ended before the new code is deployed.
/// </summary>
public partial class GoldenHistoryTests
{
    private const int MostPayloadBytes = 32 * 1024;
    private const string Diverging = "store-quiet.nondeterministic";

    private static readonly string[] Kept =
    [
        "fleet", "prescale-deadline", "prescale-superseded", "prescale-verified", "readsource", "store-approval", "store-failure", "store-quiet", "store-resize", "store-shadow-work",
    ];

    public static TheoryData<string> All => [.. Kept];

    [Fact]
    public async Task Fresh_runs_take_every_way_and_replay()
    {
        var fresh = await GoldenRecorder.RecordAsync();

        Assert.Equal(Kept, fresh.Keys);
        Assert.All(fresh.Values, Replay);
        if (Environment.GetEnvironmentVariable("REGENERATE_HISTORIES") == "1")
        {
            foreach (var (name, history) in fresh)
            {
                Write(name, history);
            }

            Write(Diverging, Diverge(fresh["store-quiet"]));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_kept_history_still_replays(string name) => Replay(Read(name));

    [Fact]
    public void A_history_with_another_step_is_refused()
    {
        var refusal = Assert.Throws<NonDeterministicOrchestrationException>(() => Replay(Read(Diverging)));

        Assert.Contains("'Predict'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_without_shadow_work_costs_at_most_four_actions()
    {
        var actions = Actions(Read("store-quiet")).ToList();

        Assert.DoesNotContain(actions, a => a.Name is Names.SampleReplication or Names.RunWorkload);
        Assert.InRange(actions.Count, 3, 4);
    }

    [Theory]
    [InlineData("store-shadow-work", Names.SampleReplication)]
    [InlineData("store-shadow-work", Names.RunWorkload)]
    [InlineData("store-resize", Names.PreScaleOrchestrator)]
    [InlineData("store-approval", Names.RecordApproval)]
    [InlineData("store-failure", Names.FailStoreCycle)]
    [InlineData("prescale-verified", Names.PollPreScale)]
    [InlineData("prescale-deadline", Names.CancelPreScale)]
    [InlineData("fleet", Names.EndCycle)]
    public void A_kept_history_takes_the_way_that_it_is_named_after(string name, string step) =>
        Assert.Contains(Actions(Read(name)), a => a.Name == step);

    [Theory]
    [InlineData("prescale-verified", nameof(ScaleOperationStatus.Verified))]
    [InlineData("prescale-superseded", nameof(ScaleOperationStatus.Superseded))]
    [InlineData("prescale-deadline", nameof(ScaleOperationStatus.Cancelled))]
    public void A_kept_change_of_production_ended_as_its_name_says(string name, string status) =>
        Assert.Contains($"\"status\":\"{status}\"", Read(name).Events[^1].Payload, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(All))]
    public void Payloads_stay_small(string name) =>
        Assert.All(Read(name).Events, e => Assert.InRange(Encoding.UTF8.GetByteCount(e.Payload ?? ""), 0, MostPayloadBytes - 1));

    [Fact]
    public void The_largest_fleet_that_is_promised_is_claimed_within_a_payload()
    {
        var id = new string('s', 63);
        var pages = Enumerable.Range(0, 1000 / 50).Select(_ => new StorePage(
            "20260831T0600Z-http00000", "southafricanorthwest", Guid.Empty.ToString(), StoreKind.SqlElasticPool, id, id));

        var bytes = Encoding.UTF8.GetByteCount(new JsonDataConverter(ShadowJson.Options).Serialize(new ClaimedCycle("20260831T0600Z-http00000", [.. pages]))!);

        Assert.InRange(bytes, 1, MostPayloadBytes - 1);
    }

    private static IEnumerable<HistoryEvent> Actions(OrchestrationHistory history) =>
        history.Events.Where(e => e.Type is >= HistoryEventType.TaskScheduled and <= HistoryEventType.EventSent);

    private static void Replay(OrchestrationHistory history) => OrchestrationReplayer.Replay(
        history,
        history.Orchestration.Name switch
        {
            Names.FleetOrchestrator => async context => await FleetOrchestrator.Run(context),
            Names.PreScaleOrchestrator => async context => await PreScaleOrchestrator.Run(context),
            Names.ReadSourceOrchestrator => context => WithoutOutput(ReadSourceOrchestrator.Run(context)),
            _ => context => WithoutOutput(StoreOrchestrator.Run(context)),
        },
        new JsonDataConverter(ShadowJson.Options));

    private static async Task<object?> WithoutOutput(Task run)
    {
        await run;
        return null;
    }

    private static OrchestrationHistory Diverge(OrchestrationHistory history) => history with
    {
        Events = [.. history.Events.Select(e => e.Name == Names.Forecast ? e with { Name = "Predict" } : e)],
    };

    private static OrchestrationHistory Read(string name) =>
        OrchestrationHistory.FromJson(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Orchestrations", "Histories", name + ".json")));

    private static void Write(string name, OrchestrationHistory history) => File.WriteAllText(
        Path.Combine(Repository.Root, "tests", "ShadowFunctions.Tests", "Orchestrations", "Histories", name + ".json"), WithoutStackTraces().Replace(history.ToJson(), ""));

    // They name the folders of the machine that recorded them.
    [GeneratedRegex(@",\s*""stackTrace"": ""(?:[^""\\]|\\.)*""")]
    private static partial Regex WithoutStackTraces();
}
