using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Core.Tests.Simulation;

public class GeneratedTraceTests
{
    public static TheoryData<DemandPattern> Patterns => [.. Enum.GetValues<DemandPattern>()];

    public static TheoryData<string, long> StoresAndSeeds =>
        [.. DemoFleet.Stores.SelectMany(s => Enumerable.Range(0, 24).Select(seed => (s.Id, seed == 0 ? 2026 : (long)seed)))];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void The_same_minute_always_has_the_same_demand_in_whatever_order_it_is_asked(DemandPattern pattern)
    {
        var forward = Enumerable.Range(0, 500).Select(i => new GeneratedTrace(pattern, 7).DemandVCores(DemoFleet.StartsAt.AddMinutes(i))).ToList();
        var trace = new GeneratedTrace(pattern, 7);
        var backward = Enumerable.Range(0, 500).Reverse().Select(i => trace.DemandVCores(DemoFleet.StartsAt.AddMinutes(i).AddSeconds(30))).Reverse().ToList();

        Assert.Equal(forward, backward);
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Demand_stays_within_sight_of_its_peak_for_a_quarter_year(DemandPattern pattern)
    {
        var trace = new GeneratedTrace(pattern, 7);
        var demands = Enumerable.Range(-93 * 1440, 93 * 1440).Select(i => trace.DemandVCores(DemoFleet.StartsAt.AddMinutes(i))).ToList();

        Assert.All(demands, d => Assert.True(d >= 0));
        var peak = demands.Max();
        Assert.InRange(peak, pattern == DemandPattern.FlashCrowd ? 9 : 16, 30);
    }

    [Fact]
    public void Another_seed_is_another_series() => Assert.NotEqual(
        new GeneratedTrace(DemandPattern.NoPattern, 1).DemandVCores(DemoFleet.StartsAt),
        new GeneratedTrace(DemandPattern.NoPattern, 2).DemandVCores(DemoFleet.StartsAt));

    [Fact]
    public void A_peak_that_is_not_above_zero_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratedTrace(DemandPattern.Growth, 1, 0));

    [Theory]
    [MemberData(nameof(StoresAndSeeds))]
    public void Every_demo_store_fits_at_first_and_outgrows_its_start_size_within_two_hours(string id, long seed)
    {
        var store = DemoFleet.Stores.Single(s => s.Id == id);
        var trace = DemoFleet.Trace(store, seed);
        var capacity = new LoadProfile().CapacityVCores(SizeCatalog.Embedded.Ladder(store.LadderName)[store.StartSize]);
        double FiveMinutes(int from) => Enumerable.Range(from, 5).Average(m => trace.DemandVCores(DemoFleet.StartsAt.AddMinutes(m)));

        Assert.True(FiveMinutes(-5) < 0.95 * capacity, $"{id}: {FiveMinutes(-5):0.0} of {capacity} just before the start");
        Assert.True(FiveMinutes(0) < 0.95 * capacity, $"{id}: {FiveMinutes(0):0.0} of {capacity} at the start");
        var first = Enumerable.Range(0, 116).FirstOrDefault(m => FiveMinutes(m) > capacity, -1);
        Assert.True(first >= 15, $"{id} crosses {capacity} at minute {first}");
    }

    [Fact]
    public void The_scenario_names_the_window_of_the_rush()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(DemoFleet.Scenario.TimeZone);
        Assert.Equal(new DateTime(2026, 8, 31, 7, 15, 0), TimeZoneInfo.ConvertTimeToUtc(DemoFleet.Scenario.StartLocal, zone));
        Assert.Equal(new DateTime(2026, 8, 31, 8, 0, 0), TimeZoneInfo.ConvertTimeToUtc(DemoFleet.Scenario.EndLocal, zone));
    }
}
