using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Planning.Guardrails;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Tests.Planning;

public sealed class CacheGuardrailTests
{
    private const double Gib = 1L << 30;
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 11, 50, 0, TimeSpan.Zero);
    private static readonly SizeLadder Ladder = SizeCatalog.Embedded.Ladder("GP_Gen5");

    // 60 GiB of evenly used pages, half of which the cache of eight vCores holds.
    private static readonly CapacityModel Model = new()
    {
        StoreId = "orders",
        FittedAt = Now,
        ProductionCosts = [new TemplateCost { TemplateId = "a", PagesRead = 1000, PagesMissed = 480, DataPages = 480 }],
        RecordedRates = new Dictionary<string, double> { ["a"] = 1 },
        RecordedAmounts = new ResourceAmounts { MemoryBytes = Ladder["GP_Gen5_8"].Limits.MemoryBytes, StorageBytes = 60 * Gib },
    };

    [Fact]
    public void The_smallest_size_that_bears_what_its_cache_would_miss_is_taken()
    {
        var ruling = Check(Model, 500);
        Assert.Equal(("GP_Gen5_4", ReasonCode.CacheHeld), (Ladder.Sizes[ruling!.Target!.Value].Name, ruling.Reason.Code));
        Assert.Matches(@"data I/O would rise from 500 to (8|9)\d\d(\.\d+)? a second, its limit is 640", ruling.Reason.Detail);
    }

    [Fact]
    public void Where_none_bears_it_the_size_in_force_stays() => Assert.Equal(Ladder.IndexOf("GP_Gen5_8"), Check(Model, 2500)!.Target);

    [Fact]
    public void A_load_that_the_smaller_size_reads_for_is_let_through() => Assert.Null(Check(Model, 300));

    [Fact]
    public void What_does_not_tell_of_the_cache_holds_nothing()
    {
        Assert.Null(Check(null, 500));
        Assert.Null(Check(Model, null));
        Assert.Null(Check(Model with { ProductionCosts = [new TemplateCost { TemplateId = "a" }] }, 500));

        // A cache that is not full holds all that was read.
        Assert.Null(Check(Model with { RecordedAmounts = Model.RecordedAmounts! with { MemoryBytes = 20 * Gib } }, 500));
    }

    [Fact]
    public void Nothing_is_held_on_the_way_up() => Assert.Null(Check(Model, 500, "GP_Gen5_10"));

    [Fact]
    public void The_decision_names_it()
    {
        var decision = Decider.Decide(Input(Model, 400)).Decision;
        Assert.Equal("GP_Gen5_4", decision.To);
        Assert.Contains(decision.Reasons, r => r.Code == ReasonCode.CacheHeld);
        Assert.Equal("GP_Gen5_2", Decider.Decide(Input(null, 400)).Decision.To);
    }

    private static Ruling? Check(CapacityModel? model, double? iops, string target = "GP_Gen5_2") => new CacheGuardrail().Check(new GuardrailContext
    {
        Input = Input(model, iops),
        Size = new SizeInForce("GP_Gen5_8", Now.AddDays(-1), Foreign: false),
        Current = Ladder.IndexOf("GP_Gen5_8"),
        Target = Ladder.IndexOf(target),
    });

    private static DecisionInput Input(CapacityModel? model, double? iops) => new()
    {
        Store = new Store
        {
            Id = "orders",
            ResourceId = "/subscriptions/s",
            Region = "westeurope",
            Mode = StoreMode.Automatic,
            Configuration = new ShadowConfiguration { PreAllocation = new PreAllocationSettings { MaxStepsDown = 100 } },
        },
        Now = Now,
        CycleId = "c",
        Capacity = new CapacityState("GP_Gen5_8", "GP_Gen5_8", false),
        RecentSamples = [.. Enumerable.Range(-60, 60).Select(m => new UsageSample(Now.AddMinutes(m), new ResourceAmounts { CpuVCores = 0.5 }))],
        PreviousSize = new SizeInForce("GP_Gen5_8", Now.AddDays(-1), Foreign: false),
        Prediction = new ResourcePrediction
        {
            StoreId = "orders",
            CycleId = "c",
            CreatedAt = Now,
            ObservedUntil = Now,
            LeadTimeMinutes = 10,
            Resources = [Flat(ResourceKind.CpuVCores, 0.5), .. iops is { } io ? new[] { Flat(ResourceKind.DataIops, io) } : []],
        },
        Model = model,
        Ladder = Ladder,
    };

    private static PredictedResource Flat(ResourceKind kind, double value) => new(
        new DemandForecast { Resource = kind, Origin = Now, StepMinutes = 5, Levels = [0.5, 0.99], Values = [[.. Enumerable.Repeat(value, 36)], [.. Enumerable.Repeat(value, 36)]], Method = "test" },
        PredictionSource.History);
}
