namespace ShadowFunctions.Bench.Provisioning;

/// <summary>The settings that the reactive families are tried at: every combination.</summary>
internal sealed record Grid
{
    /// <summary>Utilisation aimed at, percent.</summary>
    public required double[] Targets { get; init; }

    /// <summary>Minutes whose highest use counts.</summary>
    public required int[] TargetWindows { get; init; }

    /// <summary>Thresholds to go up, percent.</summary>
    public required double[] Ups { get; init; }

    /// <summary>Thresholds to go down, as shares of those to go up.</summary>
    public required double[] DownShares { get; init; }

    /// <summary>Minutes averaged.</summary>
    public required int[] Windows { get; init; }

    /// <summary>Minutes between two changes.</summary>
    public required int[] Cooldowns { get; init; }
}
