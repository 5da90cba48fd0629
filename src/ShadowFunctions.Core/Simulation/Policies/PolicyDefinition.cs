namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>A policy by name.</summary>
/// <param name="Name">Name in options, files and reports.</param>
/// <param name="Description">What it does, one line, and whether it knows the future.</param>
/// <param name="Create">Makes a fresh one.</param>
public sealed record PolicyDefinition(string Name, string Description, Func<PolicyContext, IScalingPolicy> Create)
{
    /// <summary>True when it sees through saturation with a shadow's eyes.</summary>
    public bool HasShadow { get; init; }

    /// <summary>The world it lives in, from that of all others; a bound may live in a kinder one.</summary>
    public Func<PolicyContext, WorldOptions> World { get; init; } = context => context.World;
}
