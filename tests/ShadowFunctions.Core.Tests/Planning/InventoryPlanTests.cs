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
        Assert.Empty(plan.Seen);
    }

    [Fact]
    public void What_the_owner_listed_wins_and_is_never_missing()
    {
        var plan = InventoryPlan.Of([Known("orders", discovered: false), Known("ledger", discovered: false)], [Item("ORDERS", "GP_Gen5_8")], Now);

        Assert.Empty(plan.Found);
        Assert.Empty(plan.Seen);
        Assert.False(InventoryPlan.IsGone(Known("orders", discovered: false, missing: Now), Now.AddYears(1)));
    }

    [Fact]
    public void What_the_owner_listed_since_the_look_began_stays_as_it_is()
    {
        var listed = Known("orders", discovered: false);

        Assert.Same(listed, InventoryPlan.After(listed, null, Now));
        Assert.Same(listed, InventoryPlan.After(listed, Item("orders", "GP_Gen5_4"), Now));
    }

    [Fact]
    public void Tags_that_change_change_the_store_and_nothing_else()
    {
        var (id, item) = Assert.Single(InventoryPlan.Of([Known("orders"), Known("ledger")], [Item("orders", "GP_Gen5_4"), Item("ledger")], Now).Seen);
        var settings = InventoryPlan.After(Known("orders") with { Paused = true }, item, Now).Configuration.PreAllocation;

        Assert.Equal(("orders", "GP_Gen5_4", (string?)null), (id, settings.MinimumSize, settings.MaximumSize));
        Assert.True(InventoryPlan.After(Known("orders") with { Paused = true }, item, Now).Paused);
    }

    [Fact]
    public void A_store_that_disappears_is_missed_once_kept_for_a_week_and_then_gone()
    {
        Assert.Equal([("orders", null)], InventoryPlan.Of([Known("orders")], [], Now).Seen);
        var missed = InventoryPlan.After(Known("orders"), null, Now);
        Assert.Equal(Now, missed.MissingSince);

        Assert.Equal(missed, InventoryPlan.After(missed, null, Now.AddDays(3)));
        Assert.False(InventoryPlan.IsGone(missed, Now.AddDays(6.9)));
        Assert.True(InventoryPlan.IsGone(missed, Now.AddDays(7)));
    }

    [Fact]
    public void A_store_that_comes_back_is_there_again()
    {
        var (_, item) = Assert.Single(InventoryPlan.Of([Known("orders", missing: Now)], [Item("orders")], Now.AddDays(1)).Seen);

        Assert.Null(InventoryPlan.After(Known("orders", missing: Now), item, Now.AddDays(1)).MissingSince);
    }

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
