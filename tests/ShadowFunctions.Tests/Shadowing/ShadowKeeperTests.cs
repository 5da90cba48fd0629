using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Shadowing;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Triggers;

namespace ShadowFunctions.Tests.Shadowing;

/// <summary>Shadows are made, charged and parked at their caps.</summary>
public class ShadowKeeperTests
{
    private readonly BusyStateStore _state = new();
    private readonly ScriptedShadows _platform = new();
    private readonly Clock _clock = new();
    private readonly ScriptedKey _key = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sampled_store_gets_a_shadow_and_its_connection_once_it_is_there()
    {
        await AddAsync("orders");

        await RoundAsync();
        Assert.Null((await StoreAsync("orders")).ShadowConnection);
        Assert.Contains("being made", (await AccountAsync("orders"))!.Error, StringComparison.Ordinal);
        await RoundAsync();

        var account = (await AccountAsync("orders"))!;
        Assert.Equal("at orders", (await StoreAsync("orders")).ShadowConnection);
        Assert.Equal(("at orders", null), (account.Connection, account.Error));
    }

    [Theory]
    [InlineData("own")]
    [InlineData("unsampled")]
    [InlineData("off")]
    [InlineData("postgres")]
    public async Task No_shadow_is_made_for_a_store_that_has_one_or_needs_none(string id)
    {
        await AddAsync(id, store => id switch
        {
            "own" => store with { ShadowConnection = "mine" },
            "unsampled" => store with { ProductionConnection = null },
            "off" => store with { Configuration = new ShadowConfiguration { Replication = new ReplicationSettings { Enabled = false } } },
            _ => store with { Kind = StoreKind.PostgreSqlFlexibleServer },
        });

        await RoundAsync();

        Assert.Empty(_platform.Made);
        Assert.Null(await AccountAsync(id));
    }

    [Fact]
    public async Task Nothing_is_made_while_the_fleet_or_the_store_is_stopped()
    {
        await AddAsync("orders", s => s with { Paused = true });
        await RoundAsync();
        await AddAsync("billing");
        await new FleetControlRepository(_state).PutAsync(new FleetControl(Paused: true, "test"), Cancel);

        await RoundAsync();

        Assert.Empty(_platform.Made);
    }

    [Fact]
    public async Task Time_is_charged_between_looks_and_a_shadow_at_its_cap_is_parked_until_midnight()
    {
        await AddAsync("orders");
        await RoundAsync();
        await RoundAsync();
        await LaterAsync(hours: 6);
        Assert.Equal(6, (await AccountAsync("orders"))!.CostToday, 6);
        await LaterAsync(hours: 5);

        Assert.Equal(ReasonCode.ShadowCostCap, (await AccountAsync("orders"))!.Parked?.Code);
        Assert.Equal(["orders"], _platform.Paused);
        await LaterAsync(hours: 2);
        var next = (await AccountAsync("orders"))!;
        Assert.Null(next.Parked);
        Assert.Empty(_platform.Paused);
        Assert.InRange(next.CostToday, 0.5, 1);
    }

    [Fact]
    public async Task What_a_read_source_costs_counts_like_its_shadow()
    {
        await AddAsync("orders");
        await RoundAsync();
        await RoundAsync();
        var copy = new ReadSourceRun
        {
            Id = "orders-1",
            StoreId = "orders",
            Kind = ReadSource.DatabaseCopy,
            IntendedAt = _clock.Now,
            Deadline = DateTimeOffset.MaxValue,
            Status = ReadSourceStatus.Ready,
            CostPerHour = 4,
        };
        await new ReadSourceRepository(_state).PutAsync("orders", copy, null, Cancel);
        await LaterAsync(hours: 1);
        Assert.Null((await AccountAsync("orders"))!.Parked);

        await LaterAsync(hours: 1);

        Assert.Equal(ReasonCode.ShadowCostCap, (await AccountAsync("orders"))!.Parked?.Code);
        Assert.Equal(2, (await AccountAsync("orders"))!.CostToday, 6);
        Assert.Equal(["orders"], _platform.Paused);
    }

    [Fact]
    public async Task At_the_cap_of_the_fleet_all_are_parked_and_no_other_is_made()
    {
        foreach (var id in new[] { "a", "b", "c" })
        {
            await AddAsync(id);
        }

        await RoundAsync(fleetCost: 10);
        await RoundAsync(fleetCost: 10);
        await LaterAsync(hours: 4, fleetCost: 10);
        await AddAsync("d");
        await RoundAsync(fleetCost: 10);

        Assert.Equal(ReasonCode.FleetShadowCostCap, (await AccountAsync("a"))!.Parked?.Code);
        Assert.Equal(ReasonCode.FleetShadowCostCap, (await AccountAsync("d"))!.Parked?.Code);
        Assert.DoesNotContain("d", _platform.Made);
    }

    [Fact]
    public async Task A_shadow_that_was_worth_less_than_it_costs_for_a_week_is_removed_and_not_made_again()
    {
        await AddAsync("orders");
        await RoundAsync();
        await RoundAsync();
        var worth = new ShadowWorth { Since = _clock.Now, Until = _clock.Now, CostPerHour = 1, ValuePerHour = 0.1, BelowSince = _clock.Now };
        await new ShadowStateRepository(_state).PutAsync("orders", new ShadowState { StoreId = "orders", Worth = worth }, null, Cancel);
        _clock.Now += TimeSpan.FromDays(6);
        await RoundAsync();
        Assert.Equal("at orders", (await StoreAsync("orders")).ShadowConnection);

        _clock.Now += TimeSpan.FromDays(2);
        await RoundAsync();
        await RoundAsync();

        var account = (await AccountAsync("orders"))!;
        Assert.Empty(_platform.Made);
        Assert.Null((await StoreAsync("orders")).ShadowConnection);
        Assert.Equal((ReasonCode.ShadowDoesNotPay, _clock.Now), (account.Parked!.Code, account.RemovedAt));
    }

    [Fact]
    public async Task A_removal_that_was_accepted_and_failed_is_asked_for_again_and_what_is_still_there_is_charged()
    {
        await AddAsync("orders");
        await RoundAsync();
        await RoundAsync();
        var worth = new ShadowWorth { Since = _clock.Now, Until = _clock.Now, CostPerHour = 1, ValuePerHour = 0.1, BelowSince = _clock.Now };
        await new ShadowStateRepository(_state).PutAsync("orders", new ShadowState { StoreId = "orders", Worth = worth }, null, Cancel);
        _clock.Now += TimeSpan.FromDays(8);
        _platform.FailedRemovals = 1;

        await RoundAsync();
        var asked = (await AccountAsync("orders"))!;
        Assert.Equal(["orders"], _platform.Made);
        Assert.Equal((ReasonCode.ShadowDoesNotPay, (DateTimeOffset?)null), (asked.Parked!.Code, asked.RemovedAt));

        _clock.Now += TimeSpan.FromHours(1);
        await RoundAsync();
        Assert.Equal(asked.Cost + 1, (await AccountAsync("orders"))!.Cost, 6);
        Assert.Empty(_platform.Made);

        await RoundAsync();
        Assert.Equal(_clock.Now, (await AccountAsync("orders"))!.RemovedAt);
        _clock.Now += TimeSpan.FromHours(1);
        await RoundAsync();
        Assert.Equal(asked.Cost + 1, (await AccountAsync("orders"))!.Cost, 6);
        Assert.Empty(_platform.Made);
    }

    [Fact]
    public async Task What_an_owner_writes_during_a_round_stays_and_ends_the_round_of_no_store()
    {
        await AddAsync("a");
        await AddAsync("b");
        await RoundAsync();
        _state.BeforePut = async value =>
        {
            if (value is Store { Id: "a", Paused: false } && (await StoreAsync("a")) is { Paused: false } now)
            {
                await new StoreRepository(_state).PutAsync(now with { Paused = true }, "*", Cancel);
            }
        };

        await RoundAsync();

        Assert.Equal((true, "at a"), ((await StoreAsync("a")).Paused, (await StoreAsync("a")).ShadowConnection));
        Assert.Equal("at b", (await StoreAsync("b")).ShadowConnection);
    }

    [Fact]
    public async Task There_is_an_account_before_the_platform_is_asked_so_that_whatever_was_made_can_be_removed()
    {
        await AddAsync("orders");
        _platform.Crash = true;

        await Assert.ThrowsAsync<InvalidDataException>(() => RoundAsync());

        Assert.Equal(["orders"], _platform.Made);
        Assert.Null((await AccountAsync("orders"))!.Connection);
    }

    [Fact]
    public async Task Nothing_is_made_for_a_store_that_was_removed_since_the_round_began()
    {
        await AddAsync("orders");
        _platform.Meanwhile = id => new StoreRepository(_state).DeleteAsync(id, Cancel);

        await RoundAsync();

        Assert.Empty(_platform.Made);
    }

    [Fact]
    public async Task The_shadow_of_a_store_whose_database_is_missing_is_charged_on_and_not_made_anew()
    {
        await AddAsync("orders");
        await RoundAsync();
        await RoundAsync();
        await new StoreRepository(_state).ChangeAsync("orders", s => s with { MissingSince = _clock.Now }, Cancel);

        await LaterAsync(hours: 2);
        Assert.Equal(2, (await AccountAsync("orders"))!.Cost, 6);

        _platform.Made.Clear();
        await LaterAsync(hours: 1);
        Assert.Empty(_platform.Made);
    }

    [Fact]
    public async Task No_shadow_is_made_while_the_masking_key_cannot_be_read_and_its_account_says_so()
    {
        await AddAsync("orders");
        _key.Error = new FileNotFoundException("Could not find file '/mnt/secrets/shadow-masking-key'.");
        await RoundAsync();

        Assert.Empty(_platform.Made);
        Assert.Contains("/mnt/secrets/shadow-masking-key", (await AccountAsync("orders"))!.Error, StringComparison.Ordinal);

        _key.Error = null;
        await RoundAsync();
        Assert.Equal(["orders"], _platform.Made);
    }

    [Fact]
    public async Task One_that_the_platform_refuses_is_reported_and_holds_up_no_other()
    {
        await AddAsync("a");
        await AddAsync("b");
        _platform.Refused.Add("a");

        await RoundAsync();
        await RoundAsync();

        Assert.Contains("no quota", (await AccountAsync("a"))!.Error, StringComparison.Ordinal);
        Assert.Equal("at b", (await StoreAsync("b")).ShadowConnection);
    }

    private async Task LaterAsync(int hours, int fleetCost = 200)
    {
        for (var quarter = 0; quarter < hours * 4; quarter++)
        {
            _clock.Now += TimeSpan.FromMinutes(15);
            await RoundAsync(fleetCost);
        }
    }

    private Task RoundAsync(int fleetCost = 200) => new ShadowKeeper(
        _platform, new StoreRepository(_state), new ShadowAccountRepository(_state), new ReadSourceRepository(_state), new ShadowStateRepository(_state), new ScenarioRepository(_state),
        new FleetControlRepository(_state), _key,
        Microsoft.Extensions.Options.Options.Create(new ShadowOptions { FleetShadowCostPerDay = fleetCost }), _clock).RunAsync(Cancel);

    private async Task AddAsync(string id, Func<Store, Store>? change = null)
    {
        var store = new Store { Id = id, ResourceId = $"/databases/{id}", Region = "westeurope", ProductionConnection = $"production {id}" };
        await new StoreRepository(_state).PutAsync(change?.Invoke(store) ?? store, null, Cancel);
    }

    private async Task<Store> StoreAsync(string id) => (await new StoreRepository(_state).GetAsync(id, Cancel))!.Value;

    private async Task<ShadowAccount?> AccountAsync(string id) => (await new ShadowAccountRepository(_state).GetAsync(id, Cancel))?.Value;

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
