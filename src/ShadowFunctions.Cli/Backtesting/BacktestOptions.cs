using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>What <c>shadow backtest</c> was asked for, checked.</summary>
internal sealed record BacktestOptions
{
    private const double DefaultPeakVCores = 24;
    private const double MostDataGib = 131_072;
    private const int LongestLatencyMinutes = 60;

    /// <summary>Files and folders of recorded load.</summary>
    public required IReadOnlyList<string> Input { get; init; }

    /// <summary>vCores of one unit of the values; null scales every series to <see cref="PeakVCores"/>.</summary>
    public double? VCoresPerUnit { get; init; }

    /// <summary>Highest minute after scaling.</summary>
    public double PeakVCores { get; init; } = DefaultPeakVCores;

    /// <summary>The policies.</summary>
    public required IReadOnlyList<PolicyDefinition> Policies { get; init; }

    /// <summary>Settings of the back-test.</summary>
    public required BacktestSettings Settings { get; init; }

    /// <summary>Limit of short time to solve for, a share of time; null where none was asked for.</summary>
    public double? LimitToSolve { get; init; }

    /// <summary>File for the figures; null for none.</summary>
    public string? Json { get; init; }

    /// <summary>File for the minutes; null for none.</summary>
    public string? Timeline { get; init; }

    /// <summary>File for the report; null for none.</summary>
    public string? Report { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="UsageException">An option cannot be used; the message names it, its value and the remedy.</exception>
    public static BacktestOptions Of(BacktestArguments typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var unit = VCoresOf(typed);
        foreach (var (option, file) in new[] { ("--json", typed.Json), ("--timeline", typed.Timeline), ("--report", typed.Report) })
        {
            OutputFile.Check(option, file);
        }

        var settings = SettingsOf(typed);
        return new BacktestOptions
        {
            Input = typed.Input,
            LimitToSolve = typed.Solve ? settings.ShortLimit : null,
            VCoresPerUnit = unit,
            PeakVCores = typed.PeakVCores is { } peak ? Typed.Number("--peak-vcores", peak, 0.1, 10_000, "vCores") : DefaultPeakVCores,
            Policies = PoliciesOf(typed.Policies),
            Settings = settings,
            Json = typed.Json,
            Timeline = typed.Timeline,
            Report = typed.Report,
        };
    }

    private static BacktestSettings SettingsOf(BacktestArguments typed)
    {
        if (typed is { Limit: not null, PriceShort: not null })
        {
            throw new UsageException("--limit and --price-short are both given; a hard limit leaves nothing for a price to decide: give one of them.");
        }

        if (typed is { Solve: true, Limit: null })
        {
            throw new UsageException("--solve is given without --limit; say what is to be kept, for example --limit short=0.5%.");
        }

        var limit = typed.Limit is { } text ? Typed.ShortShare("--limit", text) : (double?)null;
        var settings = new PreAllocationSettings { Ladder = typed.Ladder };
        if (typed.PriceShort is { } price)
        {
            settings = ShortTime.Price(settings, Typed.Number("--price-short", price, 0, 1e6, "money per vCore-hour not served"));
        }

        return new BacktestSettings
        {
            Ladder = LadderOf(typed.Ladder),
            Seed = (long)Typed.Number("--seed", typed.Seed, int.MinValue, int.MaxValue, "a whole number"),
            WarmUp = typed.WarmUp is { } warmUp ? Typed.Duration("--warm-up", warmUp) : null,
            ObservedDemand = Typed.Choice("--demand", typed.Demand, "censored", "observed") == 1,
            World = new WorldOptions
            {
                Latency = LatencyOf(typed.Latency),
                WholeMinutes = true,
                PaidDataBytes = typed.DataGib is { } gib ? Typed.Number("--data-gib", gib, 0, MostDataGib, "GiB") * (1L << 30) : null,
                FailedOperationShare = Typed.Percent("--failed-operations", typed.FailedOperations, 90),
                PatienceMinutes = Typed.Choice("--unserved", typed.Unserved, "queue", "drop") == 1 ? 0 : new WorldOptions().PatienceMinutes,
            },
            ShadowError = new ShadowError(Typed.Percent("--shadow-error", typed.ShadowError, 100)),
            PreAllocation = limit is { } share ? ShortTime.Limit(settings, share) : settings,
            ShortLimit = limit ?? 0,
        };
    }

    private static double? VCoresOf(BacktestArguments typed)
    {
        if (typed.Unit is null)
        {
            return typed.Size is null ? null : throw new UsageException($"--size is '{typed.Size}' without a unit; add --unit percent, or leave --size out.");
        }

        if (typed.PeakVCores is not null)
        {
            throw new UsageException($"--unit {typed.Unit} and --peak-vcores {typed.PeakVCores} are both given; values with a unit are not scaled: give one of them.");
        }

        var percent = Typed.Choice("--unit", typed.Unit, "vcores", "percent") == 1;
        return (percent, typed.Size) switch
        {
            (false, null) => 1,
            (false, _) => throw new UsageException($"--size is '{typed.Size}' with --unit vcores; only percentages need a size: leave it out."),
            (true, null) => throw new UsageException("--unit percent needs --size, the size the percentages were measured at, for example GP_Gen5_8."),
            (true, { } size) => (SizeCatalog.Embedded.FindSize(size)
                ?? throw new UsageException($"--size '{size}' is not a size of the catalog; give a service objective such as GP_Gen5_8.")).VCores / 100,
        };
    }

    private static SizeLadder LadderOf(string name)
    {
        try
        {
            return SizeCatalog.Embedded.Ladder(name);
        }
        catch (ArgumentException)
        {
            throw new UsageException($"--ladder '{name}' is not known; give one of {string.Join(", ", SizeCatalog.Embedded.LadderNames)}.");
        }
    }

    private static IReadOnlyList<PolicyDefinition> PoliciesOf(string text)
    {
        try
        {
            return PolicyCatalog.Find(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) is { Count: > 0 } found
                ? found
                : throw new UsageException("--policies is empty; give 'all' or names with commas between them.");
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--policies: {e.Message.Split(" (Parameter", 2)[0]}", e);
        }
    }

    private static LatencyRange? LatencyOf(string text)
    {
        if (text == "tier")
        {
            return null;
        }

        var ends = text.Split("..");
        return ends.Length == 2 && Typed.TryDuration(ends[0])?.TotalMinutes is >= 1 and var few && few == Math.Floor(few)
            && Typed.TryDuration(ends[1])?.TotalMinutes is <= LongestLatencyMinutes and var most && most == Math.Floor(most) && few <= most
            ? new LatencyRange((int)few, (int)most)
            : throw new UsageException($"--latency is '{text}'; give whole minutes from 1m to {LongestLatencyMinutes}m, the fewer first, such as 3m..10m, or 'tier'.");
    }
}
