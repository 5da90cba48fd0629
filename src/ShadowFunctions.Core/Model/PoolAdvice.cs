namespace ShadowFunctions.Core.Model;

/// <summary>What a look at a pool's own databases came to. It is made once a day, and whenever the pool has another size.</summary>
public sealed record PoolAdvice
{
    /// <summary>Size of the pool it was made for.</summary>
    public required string ForSize { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset ComputedAt { get; init; }

    /// <summary>The limits to have; those in force when no others gain; null when they could not be judged.</summary>
    public PoolLimits? Limits { get; init; }

    /// <summary>The gain of a change with its figures; null when there is none to make.</summary>
    public Reason? Gain { get; init; }
}
