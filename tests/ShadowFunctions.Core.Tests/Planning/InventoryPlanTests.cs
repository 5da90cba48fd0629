using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Tests.Planning;

public class InventoryPlanTests
{
    private const string Server = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/prod/databases/";
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static InventoryItem Item(string name, string? minimum = null) => new(Server + name, StoreKind.SqlDatabase, "westeurope", MinimumSize: minimum);

    private static Store Known(string id, bool discovered = true, DateTimeOffset? missing = null) =>
        new() { Id = id, ResourceId = Server + id, Region = "westeurope", Discovered = discovered, MissingSince = missing };

    [Fact]
    public void A_new_resource_is_found_under_a_free_id()
    {
        var plan = InventoryPlan.Of([Known("orders") with { ResourceId = Server + "other" }, Known("prod-orders", discovered: false)], [Item("Orders"), Item("other"), Item("prod_x.y")], Now);

        Assert.Equal(["prod-orders-2", "prod-x-y"], plan.Found.Select(f => f.StoreId));
        Assert.Empty(plan.Changed);
    }

    [Fact]
    public void What_the_owner_listed_wins_and_is_never_missing()
    {
        var plan = InventoryPlan.Of([Known("orders", discovered: false), Known("ledger", discovered: false)], [Item("ORDERS", "GP_Gen5_8")], Now);

        Assert.Empty(plan.Found);
        Assert.Empty(plan.Changed);
        Assert.Empty(plan.Gone);
    }

    [Fact]
    public void Tags_that_change_change_the_store_and_nothing_else()
    {
        var changed = Assert.Single(InventoryPlan.Of([Known("orders"), Known("ledger")], [Item("orders", "GP_Gen5_4"), Item("ledger")], Now).Changed);

        Assert.Equal(("orders", "GP_Gen5_4", (string?)null), (changed.Id, changed.Configuration.PreAllocation.MinimumSize, changed.Configuration.PreAllocation.MaximumSize));
    }

    [Fact]
    public void A_store_that_disappears_is_missed_once_kept_for_a_week_and_then_gone()
    {
        var first = InventoryPlan.Of([Known("orders")], [], Now);
        Assert.Equal(Now, Assert.Single(first.NewlyMissing).MissingSince);
        Assert.Empty(first.Gone);

        var later = InventoryPlan.Of([Known("orders", missing: Now)], [], Now.AddDays(6.9));
        Assert.Empty(later.NewlyMissing);
        Assert.Empty(later.Changed);
        Assert.Empty(later.Gone);
        Assert.Equal("orders", Assert.Single(InventoryPlan.Of([Known("orders", missing: Now)], [], Now.AddDays(7)).Gone).Id);
    }

    [Fact]
    public void A_store_that_comes_back_is_there_again() =>
        Assert.Null(Assert.Single(InventoryPlan.Of([Known("orders", missing: Now)], [Item("orders")], Now.AddDays(1)).Changed).MissingSince);

    [Theory]
    [InlineData("GP_Gen5_22", false, "GP_Gen5_20, GP_Gen5_24")]
    [InlineData("HS_PRMS_30", false, "HS_PRMS_")]
    [InlineData("XX_1", false, "known: ")]
    public void An_unknown_size_names_what_is_known(string size, bool pool, string named)
    {
        var error = Assert.Throws<UnknownSizeException>(() => SizeCatalog.Embedded.LadderOf(size, pool));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }
}
