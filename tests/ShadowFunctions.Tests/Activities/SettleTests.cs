using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Tests.Activities;

/// <summary>What the state of production before the request says about sending it.</summary>
public class SettleTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);

    private static readonly Store Orders = new() { Id = "orders", ResourceId = "/primary", Region = "westeurope" };

    private static ScaleOperation Intent => new()
    {
        Id = "orders-1",
        StoreId = "orders",
        DecisionId = "orders-1",
        From = "GP_Gen5_2",
        To = "GP_Gen5_4",
        IntendedAt = Now,
        Deadline = Now.AddHours(1),
    };

    [Fact]
    public void At_rest_at_the_size_before_the_request_is_to_be_sent() =>
        Assert.Null(BeginPreScaleActivity.Settle(Orders, Intent, new CapacityState("GP_Gen5_2", "GP_Gen5_2", false), mayAct: true, Now));

    [Theory]
    [InlineData("GP_Gen5_4", "GP_Gen5_4", false)]
    [InlineData("GP_Gen5_2", "gp_gen5_4", true)]
    public void At_the_target_or_on_the_way_nothing_is_sent_and_the_end_is_awaited(string current, string requested, bool running)
    {
        var state = new CapacityState(current, requested, running);

        var foreign = BeginPreScaleActivity.Settle(Orders, Intent, state, mayAct: true, Now);
        var ours = BeginPreScaleActivity.Settle(Orders, Intent with { RequestedAt = Now.AddMinutes(-1) }, state, mayAct: false, Now);

        Assert.Equal((ScaleOperationStatus.InProgress, 0), (foreign!.Status, foreign.Patches));
        Assert.Equal((ScaleOperationStatus.InProgress, 1, Now.AddMinutes(-1)), (ours!.Status, ours.Patches, ours.RequestedAt));
    }

    [Theory]
    [InlineData("GP_Gen5_8", "GP_Gen5_8", false)]
    [InlineData("GP_Gen5_2", "GP_Gen5_16", true)]
    [InlineData("GP_Gen5_2", "GP_Gen5_2", true)]
    public void A_foreign_change_or_operation_supersedes_ours(string current, string requested, bool running)
    {
        var settled = BeginPreScaleActivity.Settle(Orders, Intent, new CapacityState(current, requested, running), mayAct: true, Now);

        Assert.Equal(ScaleOperationStatus.Superseded, settled!.Status);
        Assert.Contains(requested, settled.Error, StringComparison.Ordinal);
        Assert.Equal(0, settled.Patches);
    }

    [Fact]
    public void A_secondary_need_not_stand_where_the_store_stands_but_a_change_of_its_own_is_respected()
    {
        var leg = Intent with { Route = ["/secondary", "/primary"] };

        Assert.Null(BeginPreScaleActivity.Settle(Orders, leg, new CapacityState("GP_Gen5_8", "GP_Gen5_8", false), mayAct: true, Now));
        Assert.Equal(
            ScaleOperationStatus.Superseded,
            BeginPreScaleActivity.Settle(Orders, leg, new CapacityState("GP_Gen5_2", "GP_Gen5_8", true), mayAct: true, Now)!.Status);
        Assert.Equal(
            ScaleOperationStatus.Superseded,
            BeginPreScaleActivity.Settle(Orders, leg with { Leg = 1 }, new CapacityState("GP_Gen5_8", "GP_Gen5_8", false), mayAct: true, Now)!.Status);
    }

    [Fact]
    public void A_pause_stops_what_was_not_sent() =>
        Assert.Equal(
            ScaleOperationStatus.Superseded,
            BeginPreScaleActivity.Settle(Orders, Intent, new CapacityState("GP_Gen5_2", "GP_Gen5_2", false), mayAct: false, Now)!.Status);
}
