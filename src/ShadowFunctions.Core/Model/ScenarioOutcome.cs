namespace ShadowFunctions.Core.Model;

/// <summary>What an announced event really did to CPU, beside what was announced.</summary>
public sealed record ScenarioOutcome
{
    /// <summary>Start of the window, UTC: one event of a name has one.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>First instant after the window, UTC.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Demand as announced, as a multiple of the demand expected without the event.</summary>
    public required double Expected { get; init; }

    /// <summary>Demand as measured, as a multiple of the demand expected without the event.</summary>
    public required double Measured { get; init; }

    /// <summary>
    /// What happened as a share of what was announced: 1 when it came as announced, 0 when nothing happened. Of a multiplier m it scales m − 1, of
    /// explicit rates the rates.
    /// </summary>
    public required double Share { get; init; }

    /// <summary>Standard deviation of <see cref="Share"/> by how much the same hours of other days differ among themselves.</summary>
    public required double Deviation { get; init; }
}
