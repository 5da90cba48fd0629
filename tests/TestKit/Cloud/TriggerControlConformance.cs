using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.Cloud;

/// <summary>What every <see cref="ITriggerControl"/> promises.</summary>
public abstract class TriggerControlConformance
{
    private static readonly TriggerSettings Settings = new()
    {
        ForSize = "GP_Gen5_4",
        ComputedAt = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
        CpuPercent = 72.5,
        DataIoPercent = 81,
        LogWritePercent = 90,
        WorkersPercent = 64.25,
        WindowMinutes = 5,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A control over a platform without rules, and how many writes it has taken so far.</summary>
    protected abstract (ITriggerControl Control, Func<int> Writes) Open();

    /// <summary>A database with that id.</summary>
    protected virtual Store Store(string id) => CloudStores.Database(id);

    [Fact]
    public async Task A_store_without_rules_of_ours_has_no_settings()
    {
        var (control, _) = Open();

        Assert.Null(await control.ReadAsync(Store("orders"), Cancel));
    }

    [Fact]
    public async Task Settings_come_back_as_they_were_applied()
    {
        var (control, _) = Open();

        await control.ApplyAsync(Store("orders"), Settings, Cancel);

        Assert.Equal(Settings, await control.ReadAsync(Store("orders"), Cancel));
    }

    [Fact]
    public async Task Applying_the_same_settings_twice_writes_nothing_more()
    {
        var (control, writes) = Open();
        await control.ApplyAsync(Store("orders"), Settings, Cancel);
        var before = writes();

        await control.ApplyAsync(Store("orders"), Settings, Cancel);

        Assert.True(before > 0);
        Assert.Equal(before, writes());
    }

    [Fact]
    public async Task Newer_settings_replace_older_ones()
    {
        var (control, _) = Open();
        await control.ApplyAsync(Store("orders"), Settings, Cancel);
        var newer = Settings with { ForSize = "GP_Gen5_8", CpuPercent = 55, ComputedAt = Settings.ComputedAt.AddMinutes(5) };

        await control.ApplyAsync(Store("orders"), newer, Cancel);

        Assert.Equal(newer, await control.ReadAsync(Store("orders"), Cancel));
    }

    [Fact]
    public async Task Removing_takes_away_this_stores_rules_and_no_others()
    {
        var (control, _) = Open();
        await control.ApplyAsync(Store("orders"), Settings, Cancel);
        await control.ApplyAsync(Store("billing"), Settings, Cancel);

        await control.RemoveAsync(Store("orders"), Cancel);
        await control.RemoveAsync(Store("orders"), Cancel);

        Assert.Null(await control.ReadAsync(Store("orders"), Cancel));
        Assert.Equal(Settings, await control.ReadAsync(Store("billing"), Cancel));
    }
}
