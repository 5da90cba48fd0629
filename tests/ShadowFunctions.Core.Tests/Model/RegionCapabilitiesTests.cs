using CsCheck;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Model;

public sealed class RegionCapabilitiesTests
{
    private const long Gib = 1L << 30;
    private static readonly SizeLadder Built = SizeCatalog.Embedded.Ladder("GP_Gen5");

    [Fact]
    public void What_a_region_does_not_sell_is_marked_with_the_reason()
    {
        var ladder = Apply([Size(2), Size(4) with { Refused = "quota" }, Size(8)]);

        Assert.Null(ladder["GP_Gen5_2"].NotOffered);
        Assert.Contains("quota", ladder["GP_Gen5_4"].NotOffered, StringComparison.Ordinal);
        Assert.Contains("westeurope", ladder["GP_Gen5_6"].NotOffered, StringComparison.Ordinal);
        Assert.Equal(["GP_Gen5_2", "GP_Gen5_6", "GP_Gen5_8"], ladder.Offered("GP_Gen5_6").Sizes.Select(s => s.Name));
    }

    [Fact]
    public void The_limits_of_the_region_win_over_the_built_in_ones()
    {
        var size = Apply([Size(2) with { Storage = [new(Gib, 512 * Gib, Gib), new(600 * Gib, 2048 * Gib)] }])["GP_Gen5_2"];

        Assert.Equal(2048.0 * Gib, size.Limits.StorageBytes);
        Assert.Equal(2, size.Storage.Count);
        Assert.Equal(640, size.Limits.DataIops);
    }

    [Fact]
    public void A_serverless_size_takes_minima_and_pause_delays_from_the_region()
    {
        var told = new RegionSize("GP_S_Gen5_4", "GP_S_Gen5", 4, false) { MinVCores = [1, 2, 4], PauseDelays = new(60, 10_080, 10) };
        var size = new RegionCapabilities("s", "westeurope", default, [told]).Apply(SizeCatalog.Embedded.Ladder("GP_S_Gen5"))["GP_S_Gen5_4"];

        Assert.Equal(1, size.MinVCores);
        Assert.Equal([1, 2, 4], size.MinVCoreChoices);
        Assert.True(size.PauseDelays!.Has(70) && size.PauseDelays.Has(-1));
        Assert.False(size.PauseDelays.Has(65) || size.PauseDelays.Has(15));
    }

    [Theory]
    [InlineData(-1, -1)]
    [InlineData(15, 60)]
    [InlineData(60, 60)]
    [InlineData(61, 70)]
    [InlineData(99_999, 10_080)]
    public void A_pause_delay_that_cannot_be_configured_becomes_the_next_longer_one(int asked, int configured)
    {
        var delays = new PauseDelays(60, 10_085, 10);

        Assert.Equal(configured, delays.AtLeast(asked));
        Assert.True(delays.Has(delays.AtLeast(asked)));
    }

    [Fact]
    public void A_size_newer_than_the_table_is_added_with_no_more_than_the_next_smaller_one_gives()
    {
        var added = Apply([Size(128), Size(192)])["GP_Gen5_192"];

        Assert.Equal((192, 192.0, false), (added.Capacity, added.VCores, added.PriceConfirmed));
        Assert.Equal(Built["GP_Gen5_128"].Limits.DataIops, added.Limits.DataIops);
        Assert.Equal(Built["GP_Gen5_128"].PricePerHour * 1.5, added.PricePerHour, 9);
    }

    [Theory]
    [InlineData(11, 11 * 320, 11 * 4.5, 1100)]
    [InlineData(36, 36 * 320, 50, 3600)]
    [InlineData(60, 12_800, 50, 6000)]
    public void Between_known_sizes_the_limits_follow_the_published_formulas(int vCores, double iops, double logMebibytes, double workers)
    {
        var size = Apply([Size(vCores)])[$"GP_Gen5_{vCores}"];

        Assert.Equal((iops, workers), (size.Limits.DataIops, size.Limits.Workers));
        Assert.Equal(logMebibytes * 1024 * 1024, size.Limits.LogBytesPerSecond!.Value, 1e-3);
        Assert.NotNull(size.DerivedFrom);
        Assert.All(Built.Sizes, s => Assert.Null(s.DerivedFrom));
    }

    [Fact]
    public void No_size_made_up_from_neighbours_promises_less_than_a_smaller_one_or_more_than_a_larger_one() =>
        Gen.Select(Gen.Int[0, SizeCatalog.Embedded.LadderNames.Count - 1], Gen.Int[1, 300]).Sample((which, capacity) =>
        {
            var name = SizeCatalog.Embedded.LadderNames[which];
            var ladder = SizeCatalog.Embedded.Ladder(name);
            var made = SizeEstimate.Of(ladder.Sizes, "new", ladder.Smallest.SkuName, capacity);
            var (below, above) = (ladder.Sizes.LastOrDefault(s => s.Capacity <= capacity), ladder.Sizes.FirstOrDefault(s => s.Capacity > capacity));
            Assert.All(Enum.GetValues<ResourceKind>(), kind =>
            {
                Assert.True(below?.Limits[kind] is not { } low || !(made.Limits[kind] < Math.Min(low, above?.Limits[kind] ?? low)), $"{name} {capacity} {kind}");
                Assert.True(above?.Limits[kind] is not { } high || kind == ResourceKind.StorageBytes || !(made.Limits[kind] > high), $"{name} {capacity} {kind}");
            });
            Assert.True(made.PricePerHour > 0);
        });

    [Fact]
    public void At_the_capacity_of_a_known_size_its_limits_stand_to_the_last_digit_where_the_next_one_has_no_less()
    {
        foreach (var sizes in SizeCatalog.Embedded.LadderNames.Select(n => SizeCatalog.Embedded.Ladder(n).Sizes))
        {
            var same = sizes.Where(s => s.SkuName == sizes[0].SkuName).ToArray();
            foreach (var (known, next) in same.Zip(same.Skip(1)))
            {
                var expected = known.Limits.Combine(next.Limits, Math.Min) with { CpuVCores = known.VCores, StorageBytes = known.Limits.StorageBytes };
                Assert.Equal(expected, SizeEstimate.Of(sizes, "new", known.SkuName, known.Capacity).Limits);
            }
        }
    }

    [Fact]
    public void A_region_that_tells_nothing_of_pools_leaves_their_ladder_as_it_is()
    {
        var pools = SizeCatalog.Embedded.Ladder("pool:GP_Gen5");

        Assert.Same(pools, new RegionCapabilities("s", "westeurope", default, [Size(2)]).Apply(pools));
    }

    [Fact]
    public void Databases_and_pools_of_one_name_are_told_apart()
    {
        var region = new RegionCapabilities("s", "westeurope", default, [Size(4) with { Pool = true }, Size(2)]);

        Assert.NotNull(region.Apply(Built)["GP_Gen5_4"].NotOffered);
        Assert.Null(region.Apply(SizeCatalog.Embedded.Ladder("pool:GP_Gen5"))["GP_Gen5_4"].NotOffered);
    }

    [Fact]
    public void Whatever_a_region_tells_the_ladder_stays_whole_and_in_order() =>
        Gen.Select(Gen.Int[1, 200].Array[0, 30], Gen.Bool).Sample((capacities, refused) =>
        {
            var ladder = Apply([.. capacities.Select(c => Size(c) with { Refused = refused ? "no" : null })]);
            Assert.All(Built.Sizes, s => Assert.True(ladder.Contains(s.Name)));
            Assert.Contains(ladder.Offered("GP_Gen5_10").Sizes, s => s.Name == "GP_Gen5_10");
            Assert.All(ladder.Offered("GP_Gen5_10").Sizes, s => Assert.True(s.NotOffered is null || s.Name == "GP_Gen5_10"));
        });

    [Fact]
    public void The_next_allowed_data_size_is_never_below_what_is_asked_for() =>
        Gen.Select(Gen.Long[1, 64], Gen.Long[0, 4096], Gen.Long[0, 64], Gen.Double[0, 6000]).Sample((min, span, step, asked) =>
        {
            var range = new StorageRange(min * Gib, (min + span) * Gib, step * Gib);
            var got = range.AtLeast(asked * Gib);
            Assert.Equal(asked * Gib > range.MaxBytes, got is null);
            Assert.True(got is null || (got >= asked * Gib && got >= range.MinBytes && got <= range.MaxBytes));
        });

    private static RegionSize Size(int vCores) => new($"GP_Gen5_{vCores}", "GP_Gen5", vCores, false);

    private static SizeLadder Apply(IReadOnlyList<RegionSize> sizes) => new RegionCapabilities("s", "westeurope", default, sizes).Apply(Built);
}
