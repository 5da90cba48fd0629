using System.Globalization;
using ShadowFunctions.Bench.Forecast;

namespace ShadowFunctions.Bench.Provisioning;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    private const string Usage =
        "Usage: dotnet run -c Release --project bench/provisioning -- [base|observed|failing|peak8|peak40|all] [--data DIR] [--inner|--outer] [--smooth] [--limits 1,0.5] [--days N] [--long] [--policies a,b] [--quick] [--smoke] [--each] [--seed N]";

    private static readonly string[] Valued = ["--data", "--policies", "--limits", "--days", "--seed"];
    private static readonly string[] Known = ["--inner", "--outer", "--smooth", "--long", "--quick", "--smoke", "--each"];

    /// <summary>The worlds.</summary>
    public required IReadOnlyList<World> Worlds { get; init; }

    /// <summary>Folder of the data sets; null in a smoke run, which makes its own.</summary>
    public required string? Data { get; init; }

    /// <summary>Keeps only the series that settings of ours may be chosen on.</summary>
    public bool OnlyInner { get; init; }

    /// <summary>Keeps only the others.</summary>
    public bool OnlyOuter { get; init; }

    /// <summary>Keeps only the smooth series.</summary>
    public bool OnlySmooth { get; init; }

    /// <summary>Limits on short time, shares.</summary>
    public required IReadOnlyList<double> Limits { get; init; }

    /// <summary>Most days of a series that are used, from its beginning.</summary>
    public required int Days { get; init; }

    /// <summary>Whether the months-long series beside the data sets are scored too.</summary>
    public bool Long { get; init; }

    /// <summary>The families of policies that are run; empty for all.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>Whether grids are small.</summary>
    public bool Small { get; init; }

    /// <summary>Whether every series is printed.</summary>
    public bool Each { get; init; }

    /// <summary>Seed of latencies and failures.</summary>
    public required long Seed { get; init; }

    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        IReadOnlyList<World>? worlds = null;
        var flags = new HashSet<string>(StringComparer.Ordinal);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            var argument = args[i];
            if (Known.Contains(argument))
            {
                _ = flags.Add(argument);
            }
            else if (Valued.Contains(argument) && i + 1 < args.Count)
            {
                values[argument] = args[++i];
            }
            else
            {
                worlds = argument == "all" ? World.All : [.. World.All.Where(w => w.Name == argument)];
                _ = worlds.Count > 0 ? worlds : throw new BenchException($"Unknown argument '{argument}'. {Usage}");
            }
        }

        return Of(worlds, flags, values);
    }

    private static BenchOptions Of(IReadOnlyList<World>? worlds, HashSet<string> flags, Dictionary<string, string> values)
    {
        var isSmall = flags.Contains("--quick") || flags.Contains("--smoke");
        double[] limits = isSmall ? [1, 0.5, 0.1] : [2, 1, 0.5, 0.2, 0.1];
        return new BenchOptions
        {
            Worlds = worlds ?? (isSmall ? [World.All[0]] : World.All),
            Data = flags.Contains("--smoke") ? null : values.TryGetValue("--data", out var data) ? data : LoadFolder.Find(),
            Limits = [.. (values.TryGetValue("--limits", out var typed) ? typed.Split(',').Select(t => Number("--limits", t)) : limits).Select(percent => percent / 100)],
            Days = (int)Number("--days", values.GetValueOrDefault("--days", isSmall ? "14" : "1000")),
            Seed = (long)Number("--seed", values.GetValueOrDefault("--seed", "1")),
            OnlyInner = flags.Contains("--inner"),
            OnlyOuter = flags.Contains("--outer"),
            OnlySmooth = flags.Contains("--smooth"),
            Long = flags.Contains("--long"),
            Policies = values.TryGetValue("--policies", out var policies) ? policies.Split(',') : [],
            Small = isSmall,
            Each = flags.Contains("--each"),
        };
    }

    private static double Number(string option, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new BenchException($"{option}: '{text}' is not a number above 0. {Usage}");
}
