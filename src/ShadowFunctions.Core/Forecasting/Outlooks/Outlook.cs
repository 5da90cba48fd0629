using System.Globalization;
using NodaTime;
using ShadowFunctions.Core.Forecasting.Hourly;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>
/// Looks at the coming day and week: every resource's hours forecast by <see cref="HourlyForecaster"/>, announced events laid over them, the
/// smallest size that covers each hour, and the cost beside that of one size for all. A view for people and for slow decisions (storage,
/// bounds, reservations): the control loop decides by its own forecasts of the next steps.
/// </summary>
public static class Outlook
{
    /// <summary>The quantile levels of the view.</summary>
    public static IReadOnlyList<double> Levels { get; } = [0.5, 0.8, 0.9, 0.95, 0.99];

    private const int DayHours = 24;
    private const int WeekHours = 168;
    private const int ShortHours = 48;
    private const int Digits = 5;
    private const double RiskOfFull = 0.95;

    /// <summary>Makes the view; null while no whole hour of CPU is known. Pure: the same hours give the same view.</summary>
    public static StoreOutlook? Of(OutlookInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Hours.Origin is not { } origin || input.Hours.MeanCpu() is not { Length: > 0 } means)
        {
            return null;
        }

        var horizon = means.Length >= WeekHours ? WeekHours : ShortHours;
        var effects = ScenarioEffect.OfMultipliers(input.Scenarios);
        var highest = Enum.GetValues<ResourceKind>()
            .Where(kind => kind != ResourceKind.StorageBytes)
            .Select(kind => (Kind: kind, Hours: input.Hours.Highest(kind)))
            .Where(r => r.Hours.Length > 0)
            .Select(r => Forecast(input, r.Kind, r.Hours, origin, horizon, effects) with { Skill = input.Hours.SkillOfHighest(r.Kind) })
            .ToArray();
        var cpu = Forecast(input, ResourceKind.CpuVCores, means, origin, horizon, effects) with { Skill = input.Hours.SkillOfMeanCpu() };
        var storage = StorageTrend.Of(origin, input.Hours.Highest(ResourceKind.StorageBytes));
        var sizes = OutlookSizes.Of(input, cpu, highest);
        var full = Full(input, storage);
        return new StoreOutlook
        {
            StoreId = input.StoreId,
            CreatedAt = input.Now,
            Origin = origin,
            HistoryHours = means.Length,
            MeanCpu = cpu,
            Highest = highest,
            Hours = sizes.Hours,
            Day = sizes.Cost(DayHours),
            Week = horizon < WeekHours ? null : sizes.Cost(WeekHours),
            Storage = storage,
            StorageFull = full,
            Notes = [.. Notes(sizes.Cost(horizon), full, input, origin, horizon), .. SkillSentences.OfDays(cpu) is { } skill ? [skill] : Array.Empty<string>()],
        };
    }

    private static DemandForecast Forecast(
        OutlookInput input, ResourceKind kind, double[] hours, DateTimeOffset origin, int horizon, IReadOnlyList<ScenarioEffect> effects)
    {
        var calendar = Calendar(input.Settings, origin.AddHours(-hours.Length));
        var forecast = calendar is null ? HourlyForecaster.Forecast(hours, horizon, Levels) : HourlyForecaster.Forecast(hours, horizon, Levels, calendar);
        var elastic = kind != ResourceKind.MemoryBytes;
        var demand = new DemandForecast
        {
            Resource = kind,
            Origin = origin,
            StepMinutes = 60,
            Levels = [.. Levels],
            Values = forecast.Values,
            Method = forecast.Method,
        };
        demand = elastic ? ScenarioOverlay.Apply(demand, effects) : demand;
        return demand with { Values = [.. demand.Values.Select(v => v.Select(Rounded).ToArray())] };
    }

    /// <summary>What the owner told of the clock and the dates; null for nothing. A zone that the database no longer knows is left out instead of stopping the view.</summary>
    private static HourlyCalendar? Calendar(PreAllocationSettings settings, DateTimeOffset firstHour) =>
        settings.TimeZone is { } zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null
            ? new HourlyCalendar { FirstHour = firstHour, TimeZone = zone, Holidays = settings.Holidays.ToHashSet() }
            : null;

    /// <summary>Five digits: rounding keeps the order of the levels, and a week of hours small.</summary>
    private static double Rounded(double value) => value <= 0 ? 0
        : double.Parse(value.ToString("E" + (Digits - 1), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static StorageFull? Full(OutlookInput input, StorageOutlook? storage)
    {
        var limit = input.StorageLimitBytes
            ?? (input.CurrentSize is { } size && input.Ladder.Contains(size) ? input.Ladder[size].Limits.StorageBytes : null);
        return storage is not null && limit is { } bytes
            ? new StorageFull(bytes, storage.DaysUntil(bytes, 0.5), storage.DaysUntil(bytes, RiskOfFull))
            : null;
    }

    private static List<string> Notes(OutlookCost cost, StorageFull? full, OutlookInput input, DateTimeOffset origin, int horizon)
    {
        var notes = new List<string>
        {
            string.Create(
                CultureInfo.InvariantCulture,
                $"The next {cost.Hours} hours cost {cost.Planned:0.00} with the size each hour needs, {cost.Static:0.00} at {cost.StaticSize} throughout, {(cost.Storage is { } data ? $"and {data:0.00} for storage either way" : "storage not counted: its size or price is not known")}."),
        };
        var estimated = input.Ladder.Sizes.Where(s => !s.PriceConfirmed).Select(s => s.SkuName).Distinct().ToArray();
        if (estimated.Length > 0)
        {
            notes.Add($"Prices of {string.Join(", ", estimated)} are partly estimated; set Shadow__Prices__{estimated[0]} to what a vCore-hour costs you.");
        }

        if (full?.DaysAtRisk is { } days)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"Storage may be full in {days:0} days (one chance in twenty)."));
        }

        var events = ScenarioWindow.Resolve(input.Scenarios).Where(w => w.Touches(origin, origin.AddHours(horizon))).Select(w => w.Scenario.Name).ToArray();
        if (events.Length > 0)
        {
            notes.Add($"Announced: {string.Join(", ", events)}.");
        }

        return notes;
    }
}
