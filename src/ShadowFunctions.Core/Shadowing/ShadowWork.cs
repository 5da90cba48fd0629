namespace ShadowFunctions.Core.Shadowing;

/// <summary>What was done for one shadow.</summary>
/// <param name="RowsRead">Rows read on production.</param>
/// <param name="Statements">Statements run on the shadow.</param>
/// <param name="ComputeMinutes">Minutes of the shadow's compute that were paid for it.</param>
public sealed record ShadowWork(long RowsRead = 0, long Statements = 0, double ComputeMinutes = 0)
{
    /// <summary>Both together.</summary>
    public ShadowWork Plus(ShadowWork other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ShadowWork(RowsRead + other.RowsRead, Statements + other.Statements, ComputeMinutes + other.ComputeMinutes);
    }
}
