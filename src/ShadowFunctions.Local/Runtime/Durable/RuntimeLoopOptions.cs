namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>How fast emulated time runs.</summary>
public sealed record RuntimeLoopOptions
{
    /// <summary>Emulated seconds per wall-clock second; null jumps from one due instant to the next without waiting.</summary>
    public double? SpeedFactor { get; init; }

    /// <summary>Checks the factor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not a positive number.</exception>
    internal void Validate()
    {
        if (SpeedFactor is { } factor && !(factor > 0 && double.IsFinite(factor)))
        {
            throw new ArgumentOutOfRangeException(nameof(SpeedFactor), factor, "SpeedFactor must be a positive number, or null for no waiting.");
        }
    }
}
