using CsCheck;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Model;

/// <summary>What the owner pays takes the place of list prices.</summary>
public sealed class OwnPricesTests
{
    [Fact]
    public void Own_prices_hold_for_databases_and_pools_of_the_series_and_count_as_confirmed()
    {
        var own = SizeCatalog.Embedded.WithPrices(new Dictionary<string, double> { ["gp_gen5"] = 0.21 });

        foreach (var ladder in new[] { "GP_Gen5", "pool:GP_Gen5" })
        {
            Assert.All(own.Ladder(ladder).Sizes, s => Assert.Equal((s.VCores * 0.21, true), (s.PricePerHour, s.PriceConfirmed)));
        }

        Assert.Equal(SizeCatalog.Embedded.Ladder("BC_Gen5"), own.Ladder("BC_Gen5"));
        Assert.Equal(0.21 * 8, own.FindSize("GP_Gen5_8")!.PricePerHour, 9);
        Assert.Same(SizeCatalog.Embedded, SizeCatalog.Embedded.WithPrices(new Dictionary<string, double>()));
    }

    [Fact]
    public void Dtu_sizes_count_a_hundred_as_a_vcore() =>
        Assert.Equal(0.3 * 4, SizeCatalog.Embedded.WithPrices(new Dictionary<string, double> { ["Standard"] = 0.3 }).FindSize("S6")!.PricePerHour, 9);

    [Theory]
    [InlineData("GP_Gen9", 1, "set one of: ")]
    [InlineData("GP_Gen5", 0, "above 0")]
    [InlineData("GP_Gen5", double.NaN, "above 0")]
    public void A_price_of_nothing_known_or_that_is_none_is_refused_with_name_and_remedy(string series, double price, string remedy)
    {
        var error = Assert.Throws<ArgumentException>(() => SizeCatalog.Embedded.WithPrices(new Dictionary<string, double> { [series] = price }));

        Assert.Contains($"'{series}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_no_table_has_costs_what_its_series_costs() =>
        Gen.Select(Gen.Double[0.01, 5], Gen.Int[1, 300]).Sample((price, vCores) =>
        {
            var ladder = SizeCatalog.Embedded.WithPrices(new Dictionary<string, double> { ["GP_Gen5"] = price }).Ladder("GP_Gen5");
            var made = SizeEstimate.Of(ladder.Sizes, $"GP_Gen5_{vCores}", "GP_Gen5", vCores);
            Assert.Equal(price * vCores, made.PricePerHour, 1e-9 * price * vCores);
            Assert.True(made.PriceConfirmed);
            Assert.False(SizeEstimate.Of(ladder.Sizes, $"GP_Gen9_{vCores}", "GP_Gen9", vCores).PriceConfirmed);
        });
}
