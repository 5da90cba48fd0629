namespace ShadowFunctions.Core.Model;

/// <summary>One statement of a mix.</summary>
/// <param name="Template">The statement.</param>
/// <param name="RatePerSecond">Executions per second on production.</param>
/// <param name="Skew">Zipf exponent of the keys used, 0 for uniform.</param>
public sealed record WorkloadItem(QueryTemplate Template, double RatePerSecond, double Skew = 0)
{
    /// <summary>How parameters are drawn, by name with their mark; those without an entry follow <see cref="Skew"/>.</summary>
    public IReadOnlyDictionary<string, ParameterDistribution> Parameters { get; init; } = new Dictionary<string, ParameterDistribution>();

    /// <summary>Statements with the same name here are one transaction, in the order of the mix, at the first one's rate; null stands alone.</summary>
    public string? Transaction { get; init; }
}
