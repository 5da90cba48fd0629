namespace ShadowFunctions.Core.Capacity.Storage;

/// <summary>Pages that a load touches alike: a table or an index, or one template's part of it.</summary>
/// <param name="Pages">Number of pages, at least 0.</param>
/// <param name="AccessesPerSecond">Accesses to all of them together, per second.</param>
/// <param name="Skew">Zipf exponent of their popularity, 0 for uniform, below 2.</param>
public readonly record struct PageGroup(double Pages, double AccessesPerSecond, double Skew = 0)
{
    /// <summary>Bytes of a page of PostgreSQL and of SQL Server.</summary>
    public const double PageBytes = 8192;
}
