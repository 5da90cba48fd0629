using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

public sealed class ScaleRouteTests
{
    private static readonly Store Orders = new() { Id = "orders", ResourceId = "/primary", Region = "westeurope" };

    private static ScaleOperation Operation => new()
    {
        Id = "o",
        StoreId = "orders",
        DecisionId = "o",
        From = "S2",
        To = "S4",
        IntendedAt = Given.Now,
        Deadline = Given.Now.AddMinutes(60),
        Extras = new SizeExtras(1L << 40, 2),
        Route = ["/secondary", "/primary"],
    };

    [Fact]
    public void Secondaries_go_first_up_and_last_down()
    {
        Assert.Equal(["/a", "/b", "/primary"], ScaleRoute.Of("/primary", ["/a", "/b"], up: true));
        Assert.Equal(["/primary", "/a", "/b"], ScaleRoute.Of("/primary", ["/a", "/b"], up: false));
    }

    [Fact]
    public void Every_leg_asks_under_a_name_of_its_own_and_replicas_only_of_the_store_itself()
    {
        var (first, second) = (ScaleRoute.Request(Orders, Operation), ScaleRoute.Request(Orders, Operation with { Leg = 1 }));

        Assert.Equal(("o", "o.1"), (first.Id, second.Id));
        Assert.Equal((new SizeExtras(1L << 40), new SizeExtras(1L << 40, 2)), (first.Extras, second.Extras));
        Assert.Equal("/secondary", ScaleRoute.At(Orders, Operation).ResourceId);
        Assert.Equal("/primary", ScaleRoute.At(Orders, Operation with { Route = null }).ResourceId);
    }

    [Fact]
    public void A_verified_leg_is_followed_by_the_next_with_its_own_time_and_the_last_one_ends()
    {
        var verified = Operation with { Status = ScaleOperationStatus.Verified, RequestedAt = Given.Now.AddMinutes(1), ReadyAt = Given.Now.AddMinutes(9), Ticket = "t", Patches = 1 };

        var next = ScaleRoute.Advance(verified);
        var end = next with { Status = ScaleOperationStatus.Verified, RequestedAt = Given.Now.AddMinutes(10), ReadyAt = Given.Now.AddMinutes(20) };

        Assert.Equal(
            (ScaleOperationStatus.Intended, 1, 0, (string?)null, (DateTimeOffset?)null, Given.Now.AddMinutes(69)),
            (next.Status, next.Leg, next.Patches, next.Ticket, next.RequestedAt, next.Deadline));
        Assert.Equal(end, ScaleRoute.Advance(end));
        var settings = new PreAllocationSettings { LeadTimeMinutes = 1 };
        Assert.Equal(19, LeadTimes.Estimate([end], settings).Minutes);
    }

    [Theory]
    [InlineData(ScaleOperationStatus.Failed)]
    [InlineData(ScaleOperationStatus.InProgress)]
    [InlineData(ScaleOperationStatus.Cancelled)]
    public void What_is_not_verified_goes_no_further(ScaleOperationStatus status)
    {
        var operation = Operation with { Status = status };

        Assert.Same(operation, ScaleRoute.Advance(operation));
    }
}
