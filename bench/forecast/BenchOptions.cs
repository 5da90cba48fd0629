namespace ShadowFunctions.Bench.Forecast;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    private const string Usage = "Usage: dotnet run -c Release --project bench/forecast -- [m4|five-minute|all] [--data DIR] [--inner] [--no-r] [--no-ml] [--fresh]";

    /// <summary>Name of the part to run, or "all".</summary>
    public string Part { get; init; } = "all";

    /// <summary>Folder of the load series.</summary>
    public required string Data { get; init; }

    /// <summary>Whether settings are scored on windows inside the training data instead of the test window.</summary>
    public bool Inner { get; init; }

    /// <summary>Whether the R peers run.</summary>
    public bool R { get; init; } = true;

    /// <summary>Whether R's peers run even where their results for the same data are at hand.</summary>
    public bool Fresh { get; init; }

    /// <summary>Whether the LightGBM peer runs.</summary>
    public bool Ml { get; init; } = true;

    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        var part = "all";
        string? data = null;
        var flags = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--data" when i + 1 < args.Count:
                    data = args[++i];
                    break;
                case "--inner" or "--no-r" or "--no-ml" or "--fresh":
                    _ = flags.Add(args[i]);
                    break;
                case var name when name == "all" || BenchParts.All.Any(p => p.Name == name):
                    part = name;
                    break;
                default:
                    throw new BenchException($"Unknown argument '{args[i]}'. {Usage}");
            }
        }

        return new BenchOptions
        {
            Part = part,
            Data = data ?? LoadFolder.Find(),
            Inner = flags.Contains("--inner"),
            R = !flags.Contains("--no-r"),
            Fresh = flags.Contains("--fresh"),
            Ml = !flags.Contains("--no-ml"),
        };
    }
}
