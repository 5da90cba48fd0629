using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Forecasting;

public class PoolEventTests
{
    private const int Day = 1440;
    private static readonly DateTimeOffset From = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_database_that_is_a_quarter_of_its_pool_and_triples_makes_the_pool_half_as_large_again()
    {
        var pool = PoolEvent.OnPool(Event(3), [Member("shop", _ => 1), Member("rest", _ => 3)], From)!;
        Assert.Equal(1.5, pool.Multiplier!.Value, 9);
        Assert.Equal(3, pool.DatabaseMultiplier);
        Assert.Equal(0.1 * 3 / 6, pool.RelativeUncertainty, 6);
    }

    [Fact]
    public void Its_share_is_taken_at_the_time_of_day_of_the_event()
    {
        var members = new[] { Member("shop", m => m is >= 600 and < 720 ? 3 : 0), Member("rest", _ => 3) };
        Assert.Equal(1.5, PoolEvent.OnPool(Event(2), members, From)!.Multiplier!.Value, 9);
        Assert.Equal(1.5, PoolEvent.OnPool(Event(2), members, From.AddDays(-40))!.Multiplier!.Value, 9);
    }

    [Fact]
    public void A_database_that_peaks_with_the_others_is_doubted_more_than_one_that_peaks_alone()
    {
        Scenario Of(Func<int, double?> rest) => PoolEvent.OnPool(Event(4), [Member("shop", m => 1 + (m % 10 * 0.3)), Member("rest", rest)], From)!;
        var (together, apart) = (Of(m => 10 + (m % 10)), Of(m => 19 - (m % 10)));
        var foretold = new[] { together, apart }.Select(s => s.Multiplier!.Value * (1 + (1.645 * s.RelativeUncertainty))).ToArray();
        Assert.True(foretold[0] > foretold[1], $"{together} {apart}");
    }

    [Fact]
    public void What_is_not_known_gives_nothing()
    {
        Assert.Null(PoolEvent.OnPool(Event(2), [Member("rest", _ => 3)], From));
        Assert.Null(PoolEvent.OnPool(Event(2), [Member("shop", _ => null), Member("rest", _ => 3)], From));
        Assert.Null(PoolEvent.OnPool(Event(2), [Member("shop", _ => 0), Member("rest", _ => 0)], From));
    }

    private static Scenario Event(double multiplier) => new()
    {
        Name = "sale",
        StartLocal = new DateTime(2026, 3, 20, 10, 0, 0),
        EndLocal = new DateTime(2026, 3, 20, 12, 0, 0),
        Multiplier = multiplier,
        RelativeUncertainty = 0.1,
        Database = "shop",
    };

    private static PoolMember Member(string name, Func<int, double?> used) => new(name, [.. Enumerable.Range(0, Day).Select(m => new MemberMinute(used(m)))]);
}
