using System.Globalization;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Triggers;

/// <summary>
/// Settings ↔ alert rules, both ways and without loss: thresholds stand in the rules' criteria, everything else in their tags.
/// </summary>
internal static class AlertRuleMapping
{
    private const string StoreTag = "shadow-store";
    private const string ForSizeTag = "shadow-for-size";
    private const string ComputedAtTag = "shadow-computed-at";
    private const string WindowTag = "shadow-window-minutes";
    private const string MinVCoresTag = "shadow-serverless-min-vcores";
    private const string PauseDelayTag = "shadow-serverless-pause-delay-minutes";
    private const string MinVCoresBeforeTag = "shadow-serverless-min-vcores-before";
    private const string PauseDelayBeforeTag = "shadow-serverless-pause-delay-minutes-before";
    private const string PoolMinTag = "shadow-pool-per-database-min-vcores";
    private const string PoolMinBeforeTag = "shadow-pool-per-database-min-vcores-before";
    private const string PoolMaxBeforeTag = "shadow-pool-per-database-max-vcores-before";
    private const string PoolMaxTag = "shadow-pool-per-database-max-vcores";

    /// <summary>Windows that alert rules may have, in minutes.</summary>
    private static readonly int[] Windows = [1, 5, 15, 30, 60, 360, 720, 1440];

    /// <summary>The rule that watches one metric of a store.</summary>
    public static AlertRule ToRule(Store store, AlertRuleKind kind, TriggerSettings settings, string? actionGroupId)
    {
        var type = StoreResource.Type(store);
        var condition = new AlertCondition("StaticThresholdCriterion", kind.Suffix, kind.MetricName, type, "GreaterThan", kind.Threshold(settings), "Average");
        var properties = new AlertRuleProperties(
            $"Reactive net of store {store.Id}: {kind.Title} above what was planned for {settings.ForSize}. Kept by Shadow Functions; changes are overwritten.",
            2, true, [store.ResourceId], "PT1M", Window(settings.WindowMinutes), new AlertCriteria(AlertCriteria.SingleResource, [condition]), true,
            actionGroupId is { Length: > 0 } ? [new AlertAction(actionGroupId, new Dictionary<string, string?> { ["storeId"] = store.Id })] : []);
        return new AlertRule("global", Tags(store, settings), properties);
    }

    /// <summary>
    /// The settings that a complete set of rules means; null when one is missing, disabled, not ours, or was changed by somebody so
    /// that the set no longer belongs together: such a net has to be made anew.
    /// </summary>
    public static TriggerSettings? ToSettings(Store store, IReadOnlyList<AlertRule?> rules, string? actionGroupId)
    {
        if (rules.Count != AlertRuleKind.All.Count || rules[0]?.Tags is not { } tags || Read(tags) is not { } settings)
        {
            return null;
        }

        var thresholds = rules.Select(r => r?.Properties?.Criteria?.AllOf is [{ Threshold: { } threshold }] ? threshold : double.NaN).ToList();
        settings = settings with
        {
            CpuPercent = thresholds[0],
            DataIoPercent = thresholds[1],
            LogWritePercent = thresholds[2],
            WorkersPercent = thresholds[3],
        };
        var intact = AlertRuleKind.All.Select((kind, i) => IsSame(rules[i], ToRule(store, kind, settings, actionGroupId))).All(same => same);
        return intact ? settings : null;
    }

    private static bool IsSame(AlertRule? actual, AlertRule ours) =>
        ours.Properties is { Criteria.AllOf: [var wanted] } expected
        && actual is { Properties: { Enabled: true, Scopes: { } scopes, Criteria.AllOf: [var condition] } a, Tags: { } tags }
        && ours.Tags!.All(t => tags.TryGetValue(t.Key, out var value) && value == t.Value)
        && scopes.SequenceEqual(expected.Scopes!, StringComparer.OrdinalIgnoreCase)
        && string.Equals(a.WindowSize, expected.WindowSize, StringComparison.OrdinalIgnoreCase)
        && condition.MetricName == wanted.MetricName
        && (a.Actions ?? []).Select(x => x.ActionGroupId).SequenceEqual(expected.Actions!.Select(x => x.ActionGroupId), StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, string> Tags(Store store, TriggerSettings settings)
    {
        var tags = new Dictionary<string, string>
        {
            [StoreTag] = store.Id,
            [ForSizeTag] = settings.ForSize,
            [ComputedAtTag] = settings.ComputedAt.ToString("O", CultureInfo.InvariantCulture),
            [WindowTag] = settings.WindowMinutes.ToString(CultureInfo.InvariantCulture),
        };
        Add(MinVCoresTag, settings.ServerlessMinVCores);
        Add(PauseDelayTag, settings.ServerlessPauseDelayMinutes);
        Add(PoolMinTag, settings.PoolPerDatabaseMinVCores);
        Add(PoolMaxTag, settings.PoolPerDatabaseMaxVCores);
        Add(PoolMinBeforeTag, settings.PoolBefore?.MinVCores);
        Add(PoolMaxBeforeTag, settings.PoolBefore?.MaxVCores);
        Add(MinVCoresBeforeTag, settings.ServerlessBefore?.MinVCores);
        Add(PauseDelayBeforeTag, settings.ServerlessBefore?.PauseDelayMinutes);
        return tags;

        void Add(string tag, double? value)
        {
            if (value is { } number)
            {
                tags[tag] = number.ToString("R", CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>The bounds before our first change, from any rule of the set: also of one that no longer belongs together.</summary>
    public static ServerlessBounds? Before(IReadOnlyDictionary<string, string>? tags) =>
        tags is not null && Number(tags, MinVCoresBeforeTag) is { } min && Number(tags, PauseDelayBeforeTag) is { } delay ? new ServerlessBounds(min, (int)delay) : null;

    /// <summary>The per-database limits before our first change, likewise.</summary>
    public static PoolLimitsBefore? PoolBefore(IReadOnlyDictionary<string, string>? tags) =>
        tags is not null && Number(tags, PoolMinBeforeTag) is { } min ? new PoolLimitsBefore(min, Number(tags, PoolMaxBeforeTag)) : null;

    private static TriggerSettings? Read(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(ForSizeTag, out var forSize)
        && tags.TryGetValue(ComputedAtTag, out var at)
        && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var computedAt)
        && Number(tags, WindowTag) is { } window
            ? new TriggerSettings
            {
                ForSize = forSize,
                ComputedAt = computedAt,
                WindowMinutes = (int)window,
                ServerlessMinVCores = Number(tags, MinVCoresTag),
                ServerlessPauseDelayMinutes = (int?)Number(tags, PauseDelayTag),
                PoolPerDatabaseMinVCores = Number(tags, PoolMinTag),
                PoolPerDatabaseMaxVCores = Number(tags, PoolMaxTag),
                PoolBefore = PoolBefore(tags),
                ServerlessBefore = Before(tags),
            }
            : null;

    private static double? Number(IReadOnlyDictionary<string, string> tags, string tag) =>
        tags.TryGetValue(tag, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Window(int minutes)
    {
        var allowed = Array.Find(Windows, w => w >= minutes);
        return allowed switch
        {
            0 => "PT24H",
            < 60 => $"PT{allowed}M",
            _ => $"PT{allowed / 60}H",
        };
    }
}
