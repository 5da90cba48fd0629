using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.Doctor;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Tests.Doctor;

public sealed class PriceCheckTests
{
    private readonly RegionRepository _regions = new(new MemoryStateStore());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stores_with_an_estimated_price_are_named_once_per_series_with_the_setting()
    {
        var results = await RunAsync(SizeCatalog.Embedded, [.. "gfedcba".Select(id => Store($"{id}", "GP_Gen5")), Store("hyper", "HS_PRMS")]);

        var note = Assert.Single(results);
        Assert.Equal((CheckStatus.Noted, "price of GP_Gen5"), (note.Status, note.Subject));
        Assert.StartsWith("Stores a, b, c, d, e and 2 more: planned at 0.2522 a vCore-hour", note.Detail, StringComparison.Ordinal);
        Assert.Contains("Shadow__Prices__GP_Gen5", note.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_prices_confirm() =>
        Assert.Equal(CheckStatus.Passed, Assert.Single(await RunAsync(SizeCatalog.Embedded.WithPrices(new Dictionary<string, double> { ["GP_Gen5"] = 0.2 }), [Store("a", "GP_Gen5")])).Status);

    [Fact]
    public async Task Sizes_that_only_the_region_knows_are_named_with_what_they_were_derived_from()
    {
        var store = Store("a", "HS_Gen5");
        var sold = new RegionCapabilities(store.SubscriptionId, store.Region, default, [new("HS_Gen5_80", "HS_Gen5", 80, false), new("HS_Gen5_96", "HS_Gen5", 96, false)]);
        await _regions.RecordAsync(store.SubscriptionId, store.Region, new RegionRecord(sold, DateTimeOffset.UnixEpoch), Cancel);

        var note = Assert.Single(await RunAsync(SizeCatalog.Embedded, [store]));

        Assert.Equal((CheckStatus.Noted, "limits of HS_Gen5_96"), (note.Status, note.Subject));
        Assert.Contains("derived from HS_Gen5_80", note.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_stores_there_is_nothing_to_say() => Assert.Equal(CheckStatus.Skipped, Assert.Single(await RunAsync(SizeCatalog.Embedded, [])).Status);

    private Task<IReadOnlyList<CheckResult>> RunAsync(SizeCatalog catalog, Store[] stores) =>
        new PriceCheck(new Sizing(catalog, _regions, TimeProvider.System)).RunAsync(stores, Cancel);

    private static Store Store(string id, string ladder) => new()
    {
        Id = id,
        ResourceId = $"/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/p/providers/Microsoft.Sql/servers/s/databases/{id}",
        Region = "westeurope",
        Configuration = new ShadowConfiguration { PreAllocation = new PreAllocationSettings { Ladder = ladder } },
    };
}
