namespace ShadowFunctions.Core.Model;

/// <summary>What is run on the shadow, and how often at most.</summary>
public sealed record WorkloadSettings
{
    /// <summary>False switches rehearsals off.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>A profile written by hand; null takes the mix recorded on production.</summary>
    public WorkloadProfile? Profile { get; init; }

    /// <summary>Most statements of one run, 10 to 1,000,000.</summary>
    public int MaxStatements { get; init; } = 400;

    /// <summary>Longest run in seconds, 1 to 3,600: both of the schedule and, at 10 million units of logical work per second, of what is done.</summary>
    public int MaxSeconds { get; init; } = 60;

    /// <summary>Fewest minutes between two runs, at least 5.</summary>
    public int MinIntervalMinutes { get; init; } = 30;

    /// <summary>Most minutes between two runs: an older model is refreshed.</summary>
    public int MaxIntervalMinutes { get; init; } = 720;

    /// <summary>Relative error of the capacity model against production above which a run is asked for, 0 to 10.</summary>
    public double ModelErrorTrigger { get; init; } = 0.2;

    /// <summary>Distance of production's mix from the rehearsed one (total variation of the shares, 0 to 1) above which it is rehearsed anew.</summary>
    public double MixDriftTrigger { get; init; } = 0.2;

    /// <summary>Fewest executions of each statement in a run, 1 to 1,000: rare statements are not lost.</summary>
    public int MinExecutions { get; init; } = 5;

    /// <summary>Fewest keys that a statement finds in the sample, 0 to 1,000: below it a larger share is copied. 0 never asks for one.</summary>
    public int MinKeys { get; init; } = 20;

    /// <summary>Price of an hour of the shadow's compute, 0 to 1,000,000; null takes the ladder's smallest size.</summary>
    public double? ShadowPricePerHour { get; init; }

    /// <summary>Price that the owner puts on a million rows read on production, 0 to 1,000,000.</summary>
    public double RowPricePerMillion { get; init; } = 0.1;
}
