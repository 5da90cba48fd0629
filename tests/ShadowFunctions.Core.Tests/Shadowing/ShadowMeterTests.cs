using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Shadowing;

namespace ShadowFunctions.Core.Tests.Shadowing;

public class ShadowMeterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly ShadowStatus Awake = new("GP_S_Gen5_2", Paused: false, null, null, IdleCostPerHour: 0.25, FullCostPerHour: 1, StorageCostPerHour: 0.005);
    private static readonly ShadowAccount Fresh = new() { StoreId = "orders", ChargedUntil = Noon };

    [Fact]
    public void An_hour_awake_and_idle_costs_the_idle_price_and_storage()
    {
        var account = Charge(Fresh, Awake, Noon.AddHours(1));

        Assert.Equal((1.0, 1.0), (account.Hours, account.AwakeHours));
        Assert.Equal(0.255, account.Cost, 9);
        Assert.Equal(0.255, account.CostPerHour, 9);
        Assert.Equal(0.255, account.CostToday, 9);
    }

    [Fact]
    public void Passes_and_rehearsals_are_charged_at_full_price_once()
    {
        var shadow = new ShadowState { StoreId = "orders", Batches = 2, WorkloadRuns = 1 };

        var account = ShadowMeter.Charge(Fresh, Awake, shadow, passSeconds: 300, runSeconds: 60, Noon.AddHours(1));
        var later = ShadowMeter.Charge(account, Awake, shadow, passSeconds: 300, runSeconds: 60, Noon.AddHours(2));

        Assert.Equal(0.255 + (660 / 3600.0 * 0.75), account.Cost, 9);
        Assert.Equal(0.255, later.CostAdded, 9);
    }

    [Fact]
    public void A_paused_hour_costs_storage_alone_and_a_pause_within_the_hour_its_share()
    {
        var paused = Awake with { Paused = true, PausedAt = Noon.AddMinutes(15) };

        var first = Charge(Fresh, paused, Noon.AddHours(1));
        var second = Charge(first, paused, Noon.AddHours(2));

        Assert.Equal(0.25, first.AwakeHours, 9);
        Assert.Equal(0.005, second.CostAdded, 9);
        Assert.True(second.Paused);
    }

    [Fact]
    public void One_that_was_paused_at_the_last_look_is_awake_from_its_resumption()
    {
        var resumed = Awake with { PausedAt = Noon.AddHours(-2), ResumedAt = Noon.AddMinutes(30) };

        Assert.Equal(0.5, Charge(Fresh, resumed, Noon.AddHours(1)).AwakeHours, 9);
    }

    [Fact]
    public void The_day_begins_at_midnight_UTC()
    {
        var evening = Fresh with { ChargedUntil = Noon.AddHours(11), CostToday = 5, Cost = 5 };

        var account = Charge(evening, Awake, Noon.AddHours(13));

        Assert.Equal(5.51, account.Cost, 9);
        Assert.Equal(0.255, account.CostToday, 9);
    }

    [Fact]
    public void Looking_twice_at_one_instant_charges_once_and_time_is_never_charged_twice() =>
        Gen.Int[0, 300].Array[1, 40].Sample(minutes =>
        {
            var (account, now) = (Fresh, Noon);
            foreach (var step in minutes)
            {
                now = now.AddMinutes(step);
                account = Charge(Charge(account, Awake, now), Awake, now);
            }

            Assert.Equal((now - Noon).TotalHours * 0.255, account.Cost, 6);
            Assert.InRange(account.CostToday, 0, account.Cost + 1e-9);
        });

    [Theory]
    [InlineData(9.99, 50, null)]
    [InlineData(10, 50, ReasonCode.ShadowCostCap)]
    [InlineData(1, 200, ReasonCode.FleetShadowCostCap)]
    public void The_caps_name_the_figure_and_what_is_allowed(double own, double fleet, ReasonCode? expected)
    {
        var reason = ShadowMeter.Cap(own, fleet, perShadow: 10, perFleet: 200);

        Assert.Equal(expected, reason?.Code);
        Assert.True(reason is null || reason.Detail.Contains("since midnight UTC", StringComparison.Ordinal));
    }

    private static ShadowAccount Charge(ShadowAccount account, ShadowStatus status, DateTimeOffset now) => ShadowMeter.Charge(account, status, null, 300, 60, now);
}
