using ShadowFunctions.Local.Runtime.Hosting;
using ShadowFunctions.Local.Tests.Hosting.Samples;

namespace ShadowFunctions.Local.Tests.Hosting;

public sealed class TimerFunctionTests
{
    [Fact]
    public async Task Timers_fire_over_emulated_time_in_name_order_and_survive_a_failed_tick()
    {
        await using var app = await HostedApp.StartAsync([typeof(TimerSamples)], WithAlpha("0 0,20 * * * *"));

        await app.RunForAsync(TimeSpan.FromMinutes(20));

        Assert.Equal(
            ["Zeta 08:10 last 08:00 next 08:20", "Alpha 08:20", "Zeta 08:20 last 08:10 next 08:30"],
            app.Recorder.Lines);
        Assert.Equal(HostedApp.Start.AddMinutes(20), app.Host.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_host_started_again_on_its_folder_goes_on_where_it_stood()
    {
        var folder = Directory.CreateTempSubdirectory("shadow-host-");
        try
        {
            await using (var first = await HostedApp.StartAsync([typeof(TimerSamples)], WithAlpha("0 0 0 1 1 *"), folder: folder.FullName))
            {
                await first.RunForAsync(TimeSpan.FromMinutes(10));
            }

            await using var second = await HostedApp.StartAsync([typeof(TimerSamples)], WithAlpha("0 0 0 1 1 *"), folder: folder.FullName);
            await second.RunForAsync(TimeSpan.FromMinutes(10));

            Assert.Equal(["Zeta 08:20 last 08:10 next 08:30"], second.Recorder.Lines);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_missing_setting_is_a_start_error_that_names_function_and_setting()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => HostedApp.StartAsync([typeof(TimerSamples)]));

        Assert.Contains("AlphaFromSetting", error.Message, StringComparison.Ordinal);
        Assert.Contains("ALPHA_SCHEDULE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedule_that_is_not_ncrontab_is_a_start_error()
    {
        var error = await Assert.ThrowsAsync<FormatException>(() => HostedApp.StartAsync([typeof(TimerSamples)], WithAlpha("every day")));

        Assert.Contains("'every day'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-01T08:05:00Z", "2026-03-01T07:55:00Z")]
    [InlineData("*/5 * * * *", "2026-03-01T08:05:00Z", "2026-03-01T07:55:00Z")]
    [InlineData("*/15 * * * * *", "2026-03-01T08:00:15Z", "2026-03-01T07:59:45Z")]
    [InlineData("0 0 9 * * MON-FRI", "2026-03-02T09:00:00Z", "2026-02-27T09:00:00Z")]
    [InlineData("0 0 0 29 2 *", "2028-02-29T00:00:00Z", "2024-02-29T00:00:00Z")]
    public void A_schedule_knows_the_instants_around_another(string expression, string next, string previous)
    {
        var schedule = TimerSchedule.Parse(expression, "Any");

        Assert.Equal(DateTimeOffset.Parse(next, null), schedule.Next(HostedApp.Start));
        Assert.Equal(DateTimeOffset.Parse(previous, null), schedule.Previous(HostedApp.Start));
    }

    private static Func<LocalHostOptions, LocalHostOptions> WithAlpha(string schedule)
        => options => options with { Settings = new Dictionary<string, string?> { ["ALPHA_SCHEDULE"] = schedule } };
}
