using NodaTime;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Shadowing;

namespace ShadowFunctions.Api;

/// <summary>What a shadow's configuration must be like.</summary>
internal static class ConfigurationRules
{
    /// <summary>Adds the mistakes of all four parts.</summary>
    public static void Check(Rules rules, ShadowConfiguration configuration, StoreKind kind, RegionCapabilities? sold)
    {
        Replication(rules, configuration.Replication);
        Workload(rules, configuration.Workload);
        PreAllocation(rules, configuration.PreAllocation, kind, sold);
        Triggers(rules, configuration.Triggers);
    }

    private static bool Present(Rules rules, string field, object? part)
    {
        rules.That(part is not null, field, null, "Leave it out to take the defaults, or send an object.");
        return part is not null;
    }

    /// <summary>A list and its entries: JSON may hold null in the place of either.</summary>
    private static void Each<T>(Rules rules, string field, IReadOnlyList<T?>? items, string remedy, Action<T, string> check)
        where T : class
    {
        rules.That(items is not null, field, null, "Leave it out or send a list: " + remedy);
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            var here = $"{field}[{i}]";
            rules.That(items![i] is not null, here, null, remedy);
            if (items[i] is { } item)
            {
                check(item, here);
            }
        }
    }

    private static void Replication(Rules rules, ReplicationSettings r)
    {
        const string at = "configuration.replication.";
        if (!Present(rules, at.TrimEnd('.'), r))
        {
            return;
        }

        rules.Range(at + "sampleFraction", r.SampleFraction, 0.0001, 1);
        rules.Range(at + "maxRowsPerSecond", r.MaxRowsPerSecond, 1, 1_000_000);
        rules.Range(at + "minRowsPerSecond", r.MinRowsPerSecond, 1, 1_000_000);
        rules.That(r.MinRowsPerSecond <= r.MaxRowsPerSecond, at + "minRowsPerSecond", r.MinRowsPerSecond, "Send at most maxRowsPerSecond.");
        rules.Range(at + "maxBytesPerSecond", r.MaxBytesPerSecond, 1024, 1_000_000_000);
        rules.Range(at + "minHeadroomFraction", r.MinHeadroomFraction, 0, 1);
        rules.Range(at + "maxProductionShare", r.MaxProductionShare, 0.001, 0.2);
        rules.Range(at + "intervalMinutes", r.IntervalMinutes, 5, 10_080);
        rules.Range(at + "productionVCores", r.ProductionVCores ?? 1, 0.1, 1024);
        rules.That(
            r.ReadFrom == ReadSource.Production || r.AllowUnmaskedReadSource, at + "allowUnmaskedReadSource", r.AllowUnmaskedReadSource,
            $"Send true to allow it: '{r.ReadFrom}' is a database on the shadow server that holds production's data in clear while the sampler reads it.");
        rules.That(Enum.IsDefined(r.ReadFrom), at + "readFrom", r.ReadFrom, $"Send one of {string.Join(", ", Enum.GetNames<ReadSource>())}.");
        Each(rules, at + "masking", r.Masking, "Name a table, a column and a kind.", (rule, here) =>
        {
            rules.That(!string.IsNullOrWhiteSpace(rule.Table), here + ".table", rule.Table, "Name the table.");
            rules.That(!string.IsNullOrWhiteSpace(rule.Column), here + ".column", rule.Column, "Name the column.");
        });
    }

    private static void Workload(Rules rules, WorkloadSettings w)
    {
        const string at = "configuration.workload.";
        if (!Present(rules, at.TrimEnd('.'), w))
        {
            return;
        }

        rules.Range(at + "maxStatements", w.MaxStatements, 10, 1_000_000);
        rules.Range(at + "maxSeconds", w.MaxSeconds, 1, 3600);
        rules.Range(at + "minIntervalMinutes", w.MinIntervalMinutes, 5, 10_080);
        rules.Range(at + "maxIntervalMinutes", w.MaxIntervalMinutes, 5, 43_200);
        rules.That(w.MinIntervalMinutes <= w.MaxIntervalMinutes, at + "minIntervalMinutes", w.MinIntervalMinutes, "Send at most maxIntervalMinutes.");
        rules.Range(at + "modelErrorTrigger", w.ModelErrorTrigger, 0, 10);
        rules.Range(at + "mixDriftTrigger", w.MixDriftTrigger, 0, 1);
        rules.Range(at + "minExecutions", w.MinExecutions, 1, 1000);
        rules.Range(at + "minKeys", w.MinKeys, 0, 1000);
        rules.Range(at + "shadowPricePerHour", w.ShadowPricePerHour ?? 0, 0, 1_000_000);
        rules.Range(at + "rowPricePerMillion", w.RowPricePerMillion, 0, 1_000_000);
        if (w.Profile is null)
        {
            return;
        }

        Each(rules, at + "profile.items", w.Profile.Items, "Send a template with its rate.", (item, here) =>
        {
            rules.That(!string.IsNullOrWhiteSpace(item.Template?.Text), here + ".template.text", item.Template?.Text, "Send the statement.");
            rules.Range(here + ".ratePerSecond", item.RatePerSecond, 0, 10_000_000);
            rules.Range(here + ".skew", item.Skew, 0, 5);
            Laws(rules, here + ".parameters", item);
        });
    }

    private static void Laws(Rules rules, string at, WorkloadItem item)
    {
        rules.That(item.Parameters is not null, at, null, "Leave it out or send an object.");
        foreach (var (name, law) in item.Parameters ?? new Dictionary<string, ParameterDistribution>())
        {
            var here = $"{at}['{name}']";
            rules.That(item.Template?.Text?.Contains(name, StringComparison.Ordinal) != false, here, name, "Name a parameter of the statement, with its mark.");
            rules.That(law is not null, here, null, "Send a law, or leave it out.");
            foreach (var (part, value, remedy) in law is null ? [] : DistributionRules.Mistakes(law))
            {
                rules.That(false, $"{here}.{part}", value, $"Send {remedy}.");
            }
        }
    }

    private static void PreAllocation(Rules rules, PreAllocationSettings p, StoreKind kind, RegionCapabilities? sold)
    {
        const string at = "configuration.preAllocation.";
        if (!Present(rules, at.TrimEnd('.'), p))
        {
            return;
        }

        Ladder(rules, at, p, kind, sold);
        rules.Range(at + "riskQuantile", p.RiskQuantile, 0.5, 0.999);
        rules.Range(at + "shortLimitPercent", p.ShortLimitPercent ?? 1, 0.01, 50);
        rules.Range(at + "shortLimitMinutesPerMonth", p.ShortLimitMinutesPerMonth ?? 5, 5, PreAllocationSettings.MinutesPerMonth / 2.0);
        rules.Range(at + "horizonMinutes", p.HorizonMinutes, 10, 10_080);
        rules.Range(at + "leadTimeMinutes", p.LeadTimeMinutes, 1, 1440);
        rules.That(p.LeadTimeMinutes < p.HorizonMinutes, at + "leadTimeMinutes", p.LeadTimeMinutes, "Send less than horizonMinutes.");
        rules.Range(at + "maxStepsUp", p.MaxStepsUp, 0, 100);
        rules.Range(at + "maxStepsDown", p.MaxStepsDown, 0, 100);
        rules.Range(at + "scaleDownCooldownMinutes", p.ScaleDownCooldownMinutes, 0, 10_080);
        rules.Range(at + "minDwellMinutes", p.MinDwellMinutes, 0, 1440);
        rules.Range(at + "respectForeignChangeMinutes", p.RespectForeignChangeMinutes, 0, 43_200);
        rules.Range(at + "maxCostPerHour", p.MaxCostPerHour ?? 1, 0.0001, 1_000_000);
        rules.Range(at + "shortfallPricePerVCoreHour", p.ShortfallPricePerVCoreHour, 0, 1_000_000);
        rules.Range(at + "resizePrice", p.ResizePrice, 0, 1_000_000);
        rules.Range(at + "storageHeadroomPercent", p.StorageHeadroomPercent, 0, 50);
        rules.Range(at + "storageDaysAhead", p.StorageDaysAhead, 0, 365);
        rules.Range(at + "maxStorageGib", p.MaxStorageGib ?? 1, 1, 131_072);
        rules.That(
            p.GeoSecondaryResourceId is null || StoreRules.IsDatabase(p.GeoSecondaryResourceId), at + "geoSecondaryResourceId", p.GeoSecondaryResourceId,
            "Send the full resource id of a database, or leave it out: it is then found by the replication links.");
        rules.Range(at + "minReplicas", p.MinReplicas ?? 0, 0, 4);
        rules.Range(at + "maxReplicas", p.MaxReplicas ?? 4, 0, 4);
        rules.That((p.MinReplicas ?? 0) <= (p.MaxReplicas ?? 4), at + "minReplicas", p.MinReplicas, "Send at most maxReplicas.");
        rules.Range(at + "longTransactionSeconds", p.LongTransactionSeconds, 0, 86_400);
        rules.Range(at + "staleAfterMinutes", p.StaleAfterMinutes, 1, 1440);
        Calendar(rules, at, p);
        Each(rules, at + "freezeWindows", p.FreezeWindows, "Send start, end and reason.", (window, here) =>
            rules.That(window.Start < window.End, here + ".end", window.End, "Send an end after the start."));
    }

    private static void Calendar(Rules rules, string at, PreAllocationSettings p)
    {
        const string remedy = "Send an IANA time zone such as Europe/Berlin or Etc/UTC";
        rules.That(p.TimeZone is null || DateTimeZoneProviders.Tzdb.GetZoneOrNull(p.TimeZone) is not null, at + "timeZone", p.TimeZone, remedy + ", or leave it out.");
        rules.That(p.Holidays is not null, at + "holidays", null, "Leave it out or send a list of local dates such as 2026-12-25.");
        rules.That(p.TimeZone is not null || p.Holidays is not { Count: > 0 }, at + "timeZone", null, remedy + ": holidays are days of a zone.");
    }

    private static void Ladder(Rules rules, string at, PreAllocationSettings p, StoreKind kind, RegionCapabilities? sold)
    {
        var name = SizeCatalog.LadderName(kind, p.Ladder ?? "");
        if (SizeCatalog.Embedded.FindLadder(name, out var error) is not { } builtIn)
        {
            rules.That(false, at + "ladder", p.Ladder, $"{error} Send one of: {string.Join(", ", SizeCatalog.Embedded.LadderNames)}; or sizes and ranges joined by '+'.");
            return;
        }

        var ladder = sold?.Apply(builtIn) ?? builtIn;
        if (Bound(rules, at + "minimumSize", p.MinimumSize, ladder) && Bound(rules, at + "maximumSize", p.MaximumSize, ladder)
            && p.MinimumSize is not null && p.MaximumSize is not null)
        {
            rules.That(
                ladder.IndexOf(p.MinimumSize) <= ladder.IndexOf(p.MaximumSize), at + "minimumSize", p.MinimumSize, "Send a size not above maximumSize.");
        }
    }

    /// <summary>A bound must be a size that can be bought; the remedy names the nearest ones first.</summary>
    private static bool Bound(Rules rules, string field, string? size, SizeLadder ladder)
    {
        if (size is null || (ladder.Contains(size) && ladder[size].NotOffered is null))
        {
            return true;
        }

        var offered = ladder.Sizes.Where(s => s.NotOffered is null).ToList();
        var why = ladder.Contains(size) ? $"It is {ladder[size].NotOffered}; nearest: {string.Join(", ", UnknownSizeException.Nearest(size, offered))}." : new UnknownSizeException(size, ladder).Message;
        rules.That(false, field, size, $"{why} Send one of: {string.Join(", ", offered.Select(s => s.Name))}.");
        return false;
    }

    private static void Triggers(Rules rules, TriggerAdjustmentSettings t)
    {
        const string at = "configuration.triggers.";
        if (!Present(rules, at.TrimEnd('.'), t))
        {
            return;
        }

        rules.Range(at + "minThresholdPercent", t.MinThresholdPercent, 1, 100);
        rules.Range(at + "maxThresholdPercent", t.MaxThresholdPercent, 1, 100);
        rules.That(t.MinThresholdPercent <= t.MaxThresholdPercent, at + "minThresholdPercent", t.MinThresholdPercent, "Send at most maxThresholdPercent.");
        rules.Range(at + "minChangePercent", t.MinChangePercent, 0, 50);
        rules.Range(at + "acceptedFalseAlarmRate", t.AcceptedFalseAlarmRate, 0, 1);
    }
}
