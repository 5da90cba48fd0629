using ShadowFunctions.Core.Forecasting.Outlooks;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Tests.Planning;

/// <summary>What a decision asks for beside the size.</summary>
public sealed class ExtraNeedsTests
{
    private const double Gib = 1L << 30;

    [Fact]
    public void Storage_grows_without_a_change_of_size_and_tells_its_price()
    {
        var decision = Decider.Decide(Stored(95, 100)).Decision;

        Assert.Equal((DecisionOutcome.Apply, "S4", "S4", 119), (decision.Outcome, decision.From, decision.To, decision.Extras!.MaxDataBytes!.Value / (1L << 30)));
        Assert.Contains(decision.Reasons, r => r.Code == ReasonCode.StorageAhead && r.Detail.Contains("1.9 more a month", StringComparison.Ordinal));
    }

    [Fact]
    public void The_limit_grows_for_the_days_ahead_and_the_reason_names_day_and_figure()
    {
        var decision = Decider.Decide(Stored(60, 100) with { StorageOutlook = Growing(60, 5) }).Decision;

        Assert.Equal((DecisionOutcome.Apply, "S4", 119), (decision.Outcome, decision.To, decision.Extras!.MaxDataBytes!.Value / (1L << 30)));
        var reason = Assert.Single(decision.Reasons, r => r.Code == ReasonCode.StorageAhead);
        Assert.StartsWith("95 GiB are foretold for 2026-03-09, 7 days ahead", reason.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_tells_the_price_of_storage_beside_compute_of_the_space_that_is_paid_and_nothing_where_it_is_not_known()
    {
        var provisioned = Decider.Decide(Stored(50, 100)).Plan!;
        var hyperscale = Decider.Decide(Sizes(Stored(50, 100), s => s with { Tier = "Hyperscale" })).Plan!;
        var unknown = Decider.Decide(Stored(50, 100) with { Capacity = new CapacityState("S4", "S4", false) }).Plan!;

        Assert.Equal((10, 10.0 / 730 * 2), (provisioned.StorageCostPerMonth!.Value, provisioned.ExpectedStorageCost!.Value), Close);
        Assert.Equal((5, 5.0 / 730 * 2), (hyperscale.StorageCostPerMonth!.Value, hyperscale.ExpectedStorageCost!.Value), Close);
        Assert.Equal((null, null), (unknown.StorageCostPerMonth, unknown.ExpectedStorageCost));
        Assert.Equal(provisioned.ExpectedCost, unknown.ExpectedCost);
    }

    private static bool Close((double, double) left, (double, double) right) => Math.Abs(left.Item1 - right.Item1) < 1e-9 && Math.Abs(left.Item2 - right.Item2) < 1e-9;

    [Theory]
    [InlineData(0, 60, 0)]
    [InlineData(7, 3, 0)]
    [InlineData(7, 60, 30)]
    public void Nothing_is_grown_by_an_outlook_that_is_not_asked_for_is_longer_than_the_history_or_is_old(int days, double observedDays, double ageHours)
    {
        var input = Stored(60, 100) with { StorageOutlook = Growing(60, 5) with { ObservedDays = observedDays, Origin = Given.Now.AddHours(-ageHours) } };

        Assert.Null(Decider.Decide(Set(input, s => s with { StorageDaysAhead = days })).Decision.Extras);
    }

    [Theory]
    [InlineData(null, 1024, "S4 holds no more")]
    [InlineData(200, 200, "preAllocation.maxStorageGib is 200")]
    [InlineData(90, null, "preAllocation.maxStorageGib is 90")]
    public void Data_that_will_outgrow_the_largest_limit_are_told_with_the_day_and_what_bounds_it(int? most, int? expected, string why)
    {
        var input = Stored(80, 100) with { StorageOutlook = Growing(80, 300) };

        var decision = Decider.Decide(Set(input, s => s with { MaxStorageGib = most })).Decision;

        Assert.Equal(expected, decision.Extras?.MaxDataBytes / (1L << 30));
        var reason = Assert.Single(decision.Reasons, r => r.Code == ReasonCode.StorageBounded);
        Assert.Contains("2026-03-09", reason.Detail, StringComparison.Ordinal);
        Assert.Contains(why, reason.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Storage_goes_with_a_change_of_size_in_one_decision()
    {
        var decision = Decider.Decide(Stored(95, 100, Given.Cpu(7.5))).Decision;

        Assert.Equal("S8", decision.To);
        Assert.NotNull(decision.Extras?.MaxDataBytes);
    }

    [Fact]
    public void The_owner_is_asked_for_storage_as_for_size()
    {
        var input = Stored(95, 100);
        var decision = Decider.Decide(input with { Store = input.Store with { Mode = StoreMode.Approve } }).Decision;

        Assert.Equal(DecisionOutcome.AwaitingApproval, decision.Outcome);
        Assert.Contains(decision.Reasons, r => r.Code == ReasonCode.ApprovalNeeded && r.Detail.Contains("119 GiB", StringComparison.Ordinal));
    }

    [Fact]
    public void A_smaller_size_that_cannot_hold_the_configured_data_is_not_taken()
    {
        var decision = Decider.Decide(Limited(Falling(50), ("S2", 100), ("S4", 100), ("S6", 200), ("S8", 400))).Decision;

        Assert.Equal((DecisionOutcome.Apply, "S8"), (decision.Outcome, decision.To));
        Assert.Contains(ReasonCode.StorageHeld, decision.Codes());
    }

    [Fact]
    public void Where_no_smaller_size_holds_the_data_the_store_keeps_its_size_and_may_still_grow_its_limit()
    {
        var small = Enumerable.Range(1, 7).Select(i => ($"S{2 * i}", 100.0)).ToArray();

        var decision = Decider.Decide(Limited(Falling(290), small)).Decision;

        Assert.Equal((DecisionOutcome.Apply, "S16"), (decision.Outcome, decision.To));
        Assert.Contains(ReasonCode.StorageHeld, decision.Codes());
        Assert.NotNull(decision.Extras?.MaxDataBytes);
    }

    [Theory]
    [InlineData(0, 1, null, 1)]
    [InlineData(3, null, 2, 2)]
    [InlineData(2, 1, 3, null)]
    [InlineData(0, null, null, null)]
    public void Replicas_are_brought_within_the_bounds_that_the_owner_set_and_are_else_left_alone(int now, int? least, int? most, int? expected)
    {
        var input = Hyperscale(Given.Input(Given.Cpu(3), "S4"), now, s => s with { MinReplicas = least, MaxReplicas = most });

        var decision = Decider.Decide(input).Decision;

        Assert.Equal(expected, decision.Extras?.Replicas);
        Assert.Equal(expected is not null, decision.Outcome == DecisionOutcome.Apply);
    }

    [Fact]
    public void Hyperscale_storage_grows_by_itself()
    {
        var input = Hyperscale(Stored(95, 100), 0, s => s);

        Assert.Null(Decider.Decide(input).Decision.Extras);
    }

    [Fact]
    public void Every_replica_counts_in_the_budget()
    {
        var input = Hyperscale(Given.Input(Given.Cpu(7.5), "S4"), 1, s => s with { MaxCostPerHour = 3 });

        Assert.Contains(ReasonCode.BudgetExceeded, Decider.Decide(input).Decision.Codes());
    }

    [Theory]
    [InlineData("S4", "S4", 100.0, true, true)]
    [InlineData("S4", "S4", 64.0, false, false)]
    [InlineData("S2", "S4", 64.0, false, true)]
    [InlineData("S2", "S2", 100.0, false, false)]
    public void A_store_has_what_an_operation_asks_for_when_size_and_storage_are_there(string current, string requested, double gib, bool has, bool asked)
    {
        var state = new CapacityState(current, requested, current != requested, gib * Gib);
        var operation = new ScaleOperation
        {
            Id = "o",
            StoreId = "s",
            DecisionId = "d",
            From = "S2",
            To = "S4",
            IntendedAt = Given.Now,
            Deadline = Given.Now,
            Extras = new SizeExtras((long)(100 * Gib)),
        };

        Assert.Equal((has, asked), (state.Has(operation), state.IsAskedFor(operation)));
    }

    /// <summary>A store of 300 GiB that needs far less compute than it has, shortly before a clock hour ends.</summary>
    private static DecisionInput Falling(double usedGib)
    {
        var input = Stored(usedGib, 300, Given.Cpu(3), "S16", Given.Now.AddMinutes(30));
        return input with { Store = input.Store with { Configuration = Given.WithoutStepLimit } };
    }

    /// <summary>So many GiB a day, without doubt, learned in sixty days.</summary>
    private static StorageOutlook Growing(double gib, double perDay) => new()
    {
        Origin = Given.Now,
        Bytes = gib * Gib,
        BytesPerDay = perDay * Gib,
        DeviationBytesPerDay = 0,
        Growths = 60,
        ObservedDays = 60,
    };

    private static DecisionInput Set(DecisionInput input, Func<PreAllocationSettings, PreAllocationSettings> set) => input with
    {
        Store = input.Store with { Configuration = input.Store.Configuration with { PreAllocation = set(input.Store.Configuration.PreAllocation) } },
    };

    private static DecisionInput Stored(double usedGib, double maxGib, ResourcePrediction? prediction = null, string size = "S4", DateTimeOffset? now = null)
    {
        var input = Limited(Given.Input(prediction ?? Given.Cpu(3), size, now));
        return input with
        {
            Capacity = new CapacityState(size, size, false, maxGib * Gib),
            RecentSamples = [.. input.RecentSamples.Select(s => s with { Amounts = s.Amounts with { StorageBytes = usedGib * Gib } })],
        };
    }

    /// <summary>Every size holds 1 TiB at 0.1 per GiB and month, but those that are named.</summary>
    private static DecisionInput Limited(DecisionInput input, params (string Size, double Gib)[] limits) => Sizes(input, s => s with
    {
        StoragePricePerGibMonth = 0.1,
        Limits = s.Limits with { StorageBytes = (limits.FirstOrDefault(l => l.Size == s.Name) is { Size: not null } limit ? limit.Gib : 1024) * Gib },
    });

    private static DecisionInput Hyperscale(DecisionInput input, int replicas, Func<PreAllocationSettings, PreAllocationSettings> set)
    {
        input = Sizes(input, s => s with { Tier = "Hyperscale" });
        return input with
        {
            Capacity = input.Capacity with { Replicas = replicas },
            Store = input.Store with { Configuration = new ShadowConfiguration { PreAllocation = set(new PreAllocationSettings()) } },
        };
    }

    private static DecisionInput Sizes(DecisionInput input, Func<ComputeSize, ComputeSize> change) =>
        input with { Ladder = new SizeLadder(input.Ladder.Name, [.. input.Ladder.Sizes.Select(change)]) };
}
