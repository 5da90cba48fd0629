using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Shadowing;

namespace ShadowFunctions.Core.Tests.Shadowing;

public class ShadowCostsTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 8, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Begun and ended at these hours of the day (null: still there), looked at at noon.</summary>
    [Theory]
    [InlineData(8.9, 9.1, 2)]
    [InlineData(9, 10.0, 1)]
    [InlineData(10.5, null, 2)]
    [InlineData(-3, 1.5, 2)]
    [InlineData(-3, -1.0, 0)]
    [InlineData(12, null, 0)]
    public void A_read_source_costs_every_clock_hour_begun_since_midnight(double from, double? until, double hours)
    {
        var run = Run(from) with { EndedAt = until is { } end ? Midnight.AddHours(end) : null };
        Assert.Equal(hours * 0.5, ShadowCosts.Today(run, Midnight.AddHours(12)), 9);
    }

    [Fact]
    public void Those_before_it_count_until_midnight()
    {
        var run = Run(10) with { EarlierToday = 3, EndedAt = Midnight.AddHours(11) };
        Assert.Equal(3.5, ShadowCosts.Today(run, Midnight.AddHours(12)), 9);
        Assert.Equal(0, ShadowCosts.Today(run, Midnight.AddHours(25)), 9);
    }

    [Fact]
    public void All_shadows_and_read_sources_make_the_day()
    {
        var charged = new ShadowAccount { StoreId = "a", ChargedUntil = Midnight.AddHours(11), CostToday = 2 };
        var old = new ShadowAccount { StoreId = "b", ChargedUntil = Midnight.AddHours(-1), CostToday = 7 };
        Assert.Equal(2.5, ShadowCosts.Today([charged, old], [Run(11.5)], Midnight.AddHours(12)), 9);
        Assert.Equal(0, ShadowCosts.Today((ShadowAccount?)null, Midnight));
        Assert.Equal(0, ShadowCosts.Today((ReadSourceRun?)null, Midnight));
    }

    private static ReadSourceRun Run(double from) => new()
    {
        Id = "a-1",
        StoreId = "a",
        Kind = ReadSource.DatabaseCopy,
        IntendedAt = Midnight.AddHours(from),
        Deadline = DateTimeOffset.MaxValue,
        CostPerHour = 0.5,
    };
}
