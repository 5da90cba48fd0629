namespace ShadowFunctions.Cli;

/// <summary>What <c>shadow up</c> was asked for.</summary>
internal sealed record UpSettings
{
    /// <summary>Files and folders of load series; empty for generated stores.</summary>
    public IReadOnlyList<string> Traces { get; init; } = [];

    /// <summary>Number of stores; null for the default.</summary>
    public int? Stores { get; init; }

    /// <summary>Emulated seconds per second; null for as fast as possible.</summary>
    public double? SpeedFactor { get; init; }

    /// <summary>Cycles to run; null until cancelled.</summary>
    public int? Cycles { get; init; }

    /// <summary>Port of the API.</summary>
    public int Port { get; init; }

    /// <summary>State folder; null for a new temporary one.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>File for the summary; null for none.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Seed.</summary>
    public int Seed { get; init; }
}
