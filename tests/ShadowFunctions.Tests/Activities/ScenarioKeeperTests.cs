using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Tests.Activities;

/// <summary>An event that is over is measured once, and the next of its name is expected in its light.</summary>
public class ScenarioKeeperTests
{
    private static readonly DateTimeOffset Start = new(2026, 8, 3, 0, 0, 0, TimeSpan.Zero);

    private readonly MemoryStateStore _state = new();
    private readonly MemoryHistoryStore _history = new();
    private readonly Clock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_sale_is_expected_as_the_first_one_was()
    {
        await AnnounceAsync(day: 21);
        await WriteAsync(days: 22, eventDay: 21, times: 2);
        _clock.Now = Start.AddDays(22);
        Assert.Equal(3, (await ExpectAsync()).Expected.Single().Multiplier); // Not for itself.

        await AnnounceAsync(day: 28);
        var (expected, notes) = await ExpectAsync();

        Assert.InRange(expected.Single().Multiplier!.Value, 1.9, 2.3);
        Assert.Contains("instead of 3", Assert.Single(notes), StringComparison.Ordinal);
        var outcome = Assert.Single((await Records().GetAsync("orders", "sale", Cancel))!.Value.Past);
        Assert.Equal(2, outcome.Measured, 1);
    }

    [Fact]
    public async Task An_event_waits_for_its_last_minutes_and_is_looked_at_once()
    {
        await AnnounceAsync(day: 21);
        await WriteAsync(days: 21, eventDay: 21, times: 2);
        _clock.Now = Start.AddDays(22);
        await ExpectAsync();
        Assert.Null(await Records().GetAsync("orders", "sale", Cancel));

        await WriteAsync(days: 22, eventDay: 21, times: 2);
        await ExpectAsync();
        var first = (await Records().GetAsync("orders", "sale", Cancel))!;
        await ExpectAsync();
        Assert.Equal(first.ETag, (await Records().GetAsync("orders", "sale", Cancel))!.ETag);
    }

    private Task<(IReadOnlyList<Scenario> Expected, IReadOnlyList<string> Notes)> ExpectAsync() =>
        new ScenarioKeeper(new ScenarioRepository(_state), Records(), new UsageHistory(_history), _clock).ExpectAsync("orders", null, Cancel);

    private ScenarioRecordRepository Records() => new(_state);

    private static DateTime Noon(int day) => new DateTime(2026, 8, 3, 12, 0, 0, DateTimeKind.Unspecified).AddDays(day);

    private Task<string> AnnounceAsync(int day) => new ScenarioRepository(_state).PutAsync(
        "orders",
        new Scenario { Name = "sale", StartLocal = Noon(day), EndLocal = Noon(day).AddHours(2), Multiplier = 3 },
        "*",
        Cancel);

    /// <summary>A day between 1 and 3 vCores with noise, and an event at noon.</summary>
    private async Task WriteAsync(int days, int eventDay, double times)
    {
        var random = new Random(5);
        var samples = Enumerable.Range(0, days * 1440).Select(m =>
        {
            var hour = m % 1440 / 60.0;
            var usual = 2 - Math.Cos(2 * Math.PI * hour / 24) + (0.1 * random.NextDouble());
            var inEvent = m / 1440 == eventDay && hour is >= 12 and < 14;
            return new UsageSample(Start.AddMinutes(m), new ResourceAmounts { CpuVCores = inEvent ? times * usual : usual });
        }).ToList();
        await new UsageHistory(_history).AppendAsync("orders", samples, Cancel);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
