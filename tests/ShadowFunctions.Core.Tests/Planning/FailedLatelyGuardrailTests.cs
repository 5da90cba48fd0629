using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Planning.Guardrails;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Tests.Planning;

public class FailedLatelyGuardrailTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 14, true)]
    [InlineData(1, 15, false)]
    [InlineData(3, 59, true)]
    [InlineData(3, 60, false)]
    [InlineData(9, 241, false)]
    public void The_wait_doubles_with_every_failure_of_the_same_change(int times, double minutesAgo, bool refused) =>
        Assert.Equal(refused, Check([.. Enumerable.Range(0, times).Select(i => Failed(minutesAgo + i))]) is { Target: null });

    [Fact]
    public void What_was_put_off_went_well_or_was_another_change_does_not_count()
    {
        Assert.Null(Check([Failed(1) with { RetryAt = Now }]));
        Assert.Null(Check([Failed(1) with { To = "GP_Gen5_8" }, Failed(2)]));
        Assert.Null(Check([Failed(1) with { Status = ScaleOperationStatus.Verified }, Failed(2)]));
        Assert.NotNull(Check([Failed(1) with { RetryAt = Now }, Failed(2)]));
    }

    private static ScaleOperation Failed(double minutesAgo) => new()
    {
        Id = $"orders-{minutesAgo}",
        StoreId = "orders",
        DecisionId = $"orders-{minutesAgo}",
        From = "GP_Gen5_2",
        To = "GP_Gen5_4",
        Status = ScaleOperationStatus.Failed,
        IntendedAt = Now.AddMinutes(-minutesAgo),
        Deadline = Now,
        Error = "SubscriptionVcoreQuotaExceeded",
    };

    private static Ruling? Check(IReadOnlyList<ScaleOperation> operations)
    {
        var ladder = SizeCatalog.Embedded.Ladder("GP_Gen5");
        var input = new DecisionInput
        {
            Store = new Store { Id = "orders", ResourceId = "/subscriptions/s", Region = "westeurope" },
            Now = Now,
            CycleId = "c",
            Capacity = new CapacityState("GP_Gen5_2", "GP_Gen5_2", false),
            Operations = operations,
            Ladder = ladder,
        };
        var size = new SizeInForce("GP_Gen5_2", Now.AddDays(-1), Foreign: false);
        return new FailedLatelyGuardrail().Check(new GuardrailContext
        {
            Input = input,
            Size = size,
            Current = ladder.IndexOf("GP_Gen5_2"),
            Target = ladder.IndexOf("GP_Gen5_4"),
        });
    }
}
