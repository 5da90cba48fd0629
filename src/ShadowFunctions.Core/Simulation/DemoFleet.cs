using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>The six stores of the demonstration, their demand, and the one event announced beforehand.</summary>
public static class DemoFleet
{
    private static readonly DateTimeOffset SurgeFrom = new(2026, 8, 31, 7, 15, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset SurgeTo = new(2026, 8, 31, 8, 0, 0, TimeSpan.Zero);

    /// <summary>When the demonstration begins: a Monday morning that is also a month end, UTC.</summary>
    public static DateTimeOffset StartsAt { get; } = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);

    /// <summary>The stores.</summary>
    public static IReadOnlyList<DemoStore> Stores { get; } =
    [
        new("orders", "Web shop: office hours, quiet weekends", DemandPattern.DailyWeekly, "GP_Gen5", "GP_Gen5_10"),
        new("telemetry", "Device data: a daily cycle that grows every week", DemandPattern.Growth, "HS_Gen5", "HS_Gen5_14"),
        new("ledger", "Accounting: closes the books at month end", DemandPattern.MonthEnd, "GP_Gen5", "GP_Gen5_10"),
        new("warehouse", "Stock: batch jobs at half past each hour of the day", DemandPattern.BatchSpikes, "GP_Gen5", "GP_Gen5_8"),
        new("tickets", "Ticket shop: one announced sale", DemandPattern.FlashCrowd, "GP_Gen5", "GP_Gen5_12"),
        new("sandbox", "Ad-hoc analysis: no pattern at all", DemandPattern.NoPattern, "GP_Gen5", "GP_Gen5_10"),
    ];

    /// <summary>Id of the store the announced event is for.</summary>
    public const string ScenarioStoreId = "tickets";

    /// <summary>
    /// The announced event, as its owner would enter it. The rush that comes is a little smaller (2.4 times), as announcements go.
    /// </summary>
    public static Scenario Scenario { get; } = new()
    {
        Name = "autumn-tour-sale",
        StartLocal = new DateTime(2026, 8, 31, 9, 15, 0, DateTimeKind.Unspecified),
        EndLocal = new DateTime(2026, 8, 31, 10, 0, 0, DateTimeKind.Unspecified),
        TimeZone = "Europe/Berlin",
        Multiplier = 2.5,
        Source = ScenarioSource.Calendar,
    };

    /// <summary>Seed of one store, for its demand and its resize latencies.</summary>
    public static long SeedOf(long seed, string storeId) => SeededChance.SeedOf(seed, storeId);

    /// <summary>The demand of one store: pure in (store, seed).</summary>
    /// <param name="store">The store.</param>
    /// <param name="seed">Seed of the demonstration.</param>
    public static IDemandTrace Trace(DemoStore store, long seed)
    {
        ArgumentNullException.ThrowIfNull(store);
        var own = SeedOf(seed, store.Id);
        return store.Pattern switch
        {
            DemandPattern.FlashCrowd => new GeneratedTrace(store.Pattern, own, surge: new DemandSurge(SurgeFrom, SurgeTo, 2.4)),
            DemandPattern.NoPattern => Wandering(own),
            _ => new GeneratedTrace(store.Pattern, own),
        };
    }

    /// <summary>
    /// A walk without a pattern need not rise in two given hours. The demonstration shows one that does: the first of the seeds
    /// own, own + 1, … whose walk starts low and climbs.
    /// </summary>
    private static GeneratedTrace Wandering(long own)
    {
        const double lowVCores = 9.3;
        const double highVCores = 12;
        const int tries = 10_000;
        for (var i = 0; i < tries; i++)
        {
            var trace = new GeneratedTrace(DemandPattern.NoPattern, own + i);
            if (Highest(trace, -20, 15) < lowVCores && Mean(trace, 60, 110) > highVCores)
            {
                return trace;
            }
        }

        throw new InvalidOperationException($"None of {tries} walks after seed {own} climbs; the shape of the walk must have changed.");
    }

    private static double Highest(GeneratedTrace trace, int fromMinute, int toMinute) => Demands(trace, fromMinute, toMinute).Max();

    private static double Mean(GeneratedTrace trace, int fromMinute, int toMinute) => Demands(trace, fromMinute, toMinute).Average();

    private static IEnumerable<double> Demands(GeneratedTrace trace, int fromMinute, int toMinute) =>
        Enumerable.Range(fromMinute, toMinute - fromMinute).Select(m => trace.DemandVCores(StartsAt.AddMinutes(m)));
}
