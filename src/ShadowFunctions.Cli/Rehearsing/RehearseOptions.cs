namespace ShadowFunctions.Cli.Rehearsing;

/// <summary>What <c>shadow rehearse</c> was asked for.</summary>
internal sealed record RehearseOptions(string Store, string? Shadow, string ScenarioFile, string? JsonFile, string? ReportFile)
{
    /// <summary>Captured file; null without.</summary>
    public string? WorkloadFile { get; init; }

    /// <summary>Seconds of load.</summary>
    public double Seconds { get; init; }

    /// <summary>Connections of the load.</summary>
    public int Connections { get; init; }

    /// <summary>Most money for the load; null for no limit.</summary>
    public double? MaxCost { get; init; }

    /// <summary>Price of an hour of the shadow.</summary>
    public double? PricePerHour { get; init; }

    /// <summary>Storage of the shadow in GiB; null when it is not watched.</summary>
    public double? StorageGib { get; init; }

    /// <summary>Seed.</summary>
    public int Seed { get; init; }

    /// <summary>Whether the shadow may lie on production's server.</summary>
    public bool AllowSameServer { get; init; }
}
