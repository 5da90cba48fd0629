namespace ShadowFunctions.Bench.Capacity;

/// <summary>A window and the rates it was asked for.</summary>
internal sealed record Measured(string Name, Dictionary<string, double> Rates, Window Window);

/// <summary>Everything a run of the bench has measured; the analysis is a function of it alone.</summary>
internal sealed record Session
{
    /// <summary>The name of windows in which production goes on with its usual load between the scenarios.</summary>
    public const string Meanwhile = "usual load meanwhile";

    /// <summary>Seed of the scenarios and of all arrivals and keys.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>What is asked.</summary>
    public List<Scenario> Scenarios { get; init; } = [];

    public double ProductionBytes { get; set; }

    public double WindowSeconds { get; set; } = 4;

    public double MainFraction { get; set; } = 0.01;

    /// <summary>Production's usual days: rates and mixes around the usual ones.</summary>
    public List<Measured> History { get; init; } = [];

    /// <summary>Each statement alone on production: the noise floor.</summary>
    public List<Measured> Isolated { get; init; } = [];

    /// <summary>The scenarios on production, the truth, and between them its usual load, in order of time.</summary>
    public List<Measured> Truth { get; init; } = [];

    /// <summary>Each statement on its own connections on the shadow, the usual mix.</summary>
    public List<Measured> Apart { get; init; } = [];

    /// <summary>The usual mix and the scenarios on the shadow.</summary>
    public List<Measured> Rehearsed { get; init; } = [];

    /// <summary>Per fraction and statement: plan and logical work on the shadow.</summary>
    public Dictionary<string, Dictionary<string, View>> Shadows { get; init; } = [];

    /// <summary>Per statement: the plan production would choose.</summary>
    public Dictionary<string, string> Plans { get; init; } = [];

    /// <summary>Per multiple of today's data and statement: plans over drawn parameters, by production's planner; those other than 1 are what-ifs.</summary>
    public Dictionary<string, Dictionary<string, List<DrawnPlan>>> Draws { get; init; } = [];

    /// <summary>The same once the data has grown: part of the truth, for the record.</summary>
    public Dictionary<string, List<DrawnPlan>> DrawsThen { get; set; } = [];

    /// <summary>Per statement: parallel workers on the rehearsed shadow.</summary>
    public Dictionary<string, double> ShadowWorkers { get; init; } = [];

    /// <summary>CPU seconds of starting one parallel worker on the shadow.</summary>
    public double WorkerStartSeconds { get; set; }

    /// <summary>Settings that lead the shadow to production's plan, per statement that needs some.</summary>
    public Dictionary<string, string> Steered { get; init; } = [];

    public int Windows { get; set; }

    public int Rejected { get; set; }

    public List<string> Notes { get; init; } = [];

    /// <summary>What was known before one window of <see cref="Truth"/>: production's usual load until then, and no scenario.</summary>
    public Session Until(int window) => this with { History = [.. History, .. Truth.Take(window).Where(m => m.Name == Meanwhile)] };
}
