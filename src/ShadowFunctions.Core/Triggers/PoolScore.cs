namespace ShadowFunctions.Core.Triggers;

/// <summary>What per-database limits would have done on the members' own past.</summary>
/// <param name="StarvedMinutes">Minutes, added up over the databases, in which one that asked for no more than its own got less.</param>
/// <param name="ThrottledMinutes">Minutes, added up over the databases, in which one asked for more than its maximum.</param>
public sealed record PoolScore(int StarvedMinutes, int ThrottledMinutes)
{
    /// <summary>Minutes in which callers of some database waited.</summary>
    public int Loss => StarvedMinutes + ThrottledMinutes;
}
