using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

public class GuardrailTests
{
    private static readonly DateTimeOffset Down = Given.Now.AddMinutes(30);

    public static TheoryData<string> Cases => [.. Table.Keys];

    /// <summary>Name → (input, outcome, size decided, code). Up: 3 → 10 vCores at S4 wants S12; down: 3 vCores at S16 wants S4.</summary>
    private static Dictionary<string, (DecisionInput Input, DecisionOutcome Outcome, string Size, ReasonCode Code)> Table { get; } = new()
    {
        ["nothing in the way"] = (Up(), DecisionOutcome.Apply, "S12", ReasonCode.DemandAhead),
        ["down with nothing in the way"] = (Fall(), DecisionOutcome.Apply, "S4", ReasonCode.DemandFalling),
        ["below the minimum"] = (Set(Fall(), s => s with { MinimumSize = "S8" }), DecisionOutcome.Apply, "S8", ReasonCode.BelowMinimumSize),
        ["above the maximum"] = (Set(Up(), s => s with { MaximumSize = "S8" }), DecisionOutcome.Apply, "S8", ReasonCode.AboveMaximumSize),
        ["too many steps up"] = (Set(Up(), s => s with { MaxStepsUp = 1 }), DecisionOutcome.Apply, "S6", ReasonCode.StepLimited),
        ["too many steps down"] = (Set(Fall(), s => s with { MaxStepsDown = 2 }), DecisionOutcome.Apply, "S12", ReasonCode.StepLimited),
        ["cooldown"] = (Fall() with { PreviousSize = new SizeInForce("S16", Down.AddMinutes(-5), false) }, DecisionOutcome.Refused, "S4", ReasonCode.Cooldown),
        ["dwell"] = (Set(Fall(), s => s with { MinDwellMinutes = 60 }) with { PreviousSize = new SizeInForce("S16", Down.AddMinutes(-30), false) }, DecisionOutcome.Keep, "S16", ReasonCode.Dwelling),
        ["freeze window"] = (Set(Up(), s => s with { FreezeWindows = [new(Given.Now.AddMinutes(5), Given.Now.AddHours(1), "release")] }), DecisionOutcome.Refused, "S12", ReasonCode.FreezeWindow),
        ["budget cuts"] = (Set(Up(), s => s with { MaxCostPerHour = 2.2 }), DecisionOutcome.Apply, "S8", ReasonCode.BudgetExceeded),
        ["budget refuses"] = (Set(Up(), s => s with { MaxCostPerHour = 1.1 }), DecisionOutcome.Refused, "S12", ReasonCode.BudgetExceeded),
        ["operation in flight"] = (Up() with { Capacity = new("S4", "S6", true) }, DecisionOutcome.Refused, "S12", ReasonCode.OperationInFlight),
        ["store offline"] = (Up() with { Capacity = new("S4", "S4", false, Online: false) }, DecisionOutcome.Refused, "S12", ReasonCode.OperationInFlight),
        ["foreign change"] = (Fall() with { PreviousSize = new SizeInForce("S8", Down.AddHours(-9), false) }, DecisionOutcome.Refused, "S4", ReasonCode.ForeignChange),
        ["stale metrics"] = (Fall() with { RecentSamples = Given.Samples(Down.AddMinutes(-20), "S16", 1) }, DecisionOutcome.Refused, "S4", ReasonCode.MetricsStale),
        ["missing metrics"] = (Fall() with { RecentSamples = [] }, DecisionOutcome.Refused, "S4", ReasonCode.MetricsMissing),
        ["contradictory metrics"] = (Fall() with { RecentSamples = Given.Samples(Down, "S16", 80) }, DecisionOutcome.Refused, "S4", ReasonCode.MetricsContradictory),
        ["store paused"] = (Up() with { Store = Up().Store with { Paused = true } }, DecisionOutcome.Refused, "S12", ReasonCode.StorePaused),
        ["fleet paused"] = (Up() with { Fleet = new(true, "incident") }, DecisionOutcome.Refused, "S12", ReasonCode.FleetPaused),
        ["recommend"] = (Up() with { Store = Up().Store with { Mode = StoreMode.Recommend } }, DecisionOutcome.Recommended, "S12", ReasonCode.RecommendOnly),
        ["approve"] = (Up() with { Store = Up().Store with { Mode = StoreMode.Approve } }, DecisionOutcome.AwaitingApproval, "S12", ReasonCode.ApprovalNeeded),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_guardrail_says_what_it_did(string name)
    {
        var (input, outcome, size, code) = Table[name];
        var result = Decider.Decide(input);
        Assert.Equal(outcome, result.Decision.Outcome);
        Assert.Equal(size, result.Decision.To);
        Assert.Contains(code, result.Decision.Codes());
        Assert.Equal(outcome == DecisionOutcome.Apply ? size : null, result.ScaleTo);
    }

    [Fact]
    public void Every_refusal_is_recorded_not_only_the_first()
    {
        var codes = Decider.Decide(Up() with { Fleet = new(true, "incident"), Capacity = new("S4", "S6", true) }).Decision.Codes();
        Assert.Contains(ReasonCode.FleetPaused, codes);
        Assert.Contains(ReasonCode.OperationInFlight, codes);
    }

    [Fact]
    public void A_size_below_the_minimum_is_lifted_even_when_it_covers_the_demand()
    {
        var result = Decider.Decide(Set(Given.Input(Given.Cpu(1), "S4"), s => s with { MinimumSize = "S8" }));
        Assert.Equal("S8", result.ScaleTo);
    }

    private static DecisionInput Up() => Given.Input(Given.Cpu(3, 3, 10), "S4");

    private static DecisionInput Fall() => Set(Given.Input(Given.Cpu(3), "S16", Down), s => s with { MaxStepsDown = 0 });

    private static DecisionInput Set(DecisionInput input, Func<PreAllocationSettings, PreAllocationSettings> change)
    {
        var configuration = input.Store.Configuration;
        return input with { Store = input.Store with { Configuration = configuration with { PreAllocation = change(configuration.PreAllocation) } } };
    }
}
