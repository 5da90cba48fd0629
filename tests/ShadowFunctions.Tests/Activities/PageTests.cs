using CsCheck;
using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Tests.Activities;

/// <summary>A cycle is cut into pages that the metrics batch of the platform can take.</summary>
public class PageTests
{
    private static readonly Cycle Everyone = new() { Id = "20260831T0600Z", Source = CycleSource.Timer, At = default };

    [Fact]
    public void Pages_hold_one_region_subscription_and_kind_and_cover_every_store_once() =>
        Gen.Select(Gen.Int[0, 200].Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Bool), Gen.Int[1, 50]).Sample((shape, pageSize) =>
        {
            var (count, regions, subscriptions, pools) = shape;
            var stores = Enumerable.Range(0, count).Select(i => StoreOf(i, i % regions, i % subscriptions, pools && i % 2 == 0)).ToList();

            var pages = BeginCycleActivity.CutIntoPages(Everyone, stores, pageSize);

            Assert.All(stores, s => Assert.Single(pages, p => p.Covers(s)));
            Assert.All(pages, p => Assert.InRange(stores.Count(p.Covers), 1, pageSize));
            Assert.Equal(pages.OrderBy(p => p.FirstId, StringComparer.Ordinal), pages);
        }, iter: 200);

    [Fact]
    public void Only_the_stores_that_were_asked_for_are_paged()
    {
        var stores = Enumerable.Range(0, 5).Select(i => StoreOf(i, 0, 0, false)).ToList();

        var page = Assert.Single(BeginCycleActivity.CutIntoPages(Everyone with { StoreIds = ["s0003", "nobody"] }, stores, 50));

        Assert.Equal(("s0003", "s0003"), (page.FirstId, page.LastId));
    }

    [Fact]
    public void An_empty_fleet_has_no_page() => Assert.Empty(BeginCycleActivity.CutIntoPages(Everyone, [], 50));

    private static Store StoreOf(int i, int region, int subscription, bool pool) => new()
    {
        Id = $"s{i:0000}",
        Kind = pool ? StoreKind.SqlElasticPool : StoreKind.SqlDatabase,
        ResourceId = $"/subscriptions/s{subscription}/resourceGroups/r/providers/Microsoft.Sql/servers/q/databases/d{i}",
        Region = $"region{region}",
    };
}
