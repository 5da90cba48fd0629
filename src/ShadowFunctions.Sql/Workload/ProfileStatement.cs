using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Sql.Workload;

/// <summary>One statement of a written workload.</summary>
public sealed record ProfileStatement
{
    /// <summary>For people; unique in the file.</summary>
    public string? Name { get; init; }

    /// <summary>The statement; its literals become parameters.</summary>
    public string Text { get; init; } = "";

    /// <summary>Executions per second on production, above 0.</summary>
    public double RatePerSecond { get; init; }

    /// <summary>Multiplies the rate in the event instead of the file's multiplier, 0 to 1,000; null takes the file's.</summary>
    public double? Multiplier { get; init; }

    /// <summary>How parameters are drawn, by name with their mark.</summary>
    public IReadOnlyDictionary<string, ParameterDistribution> Parameters { get; init; } = new Dictionary<string, ParameterDistribution>();

    /// <summary>Statements with the same name here run as one transaction, in the order of the file.</summary>
    public string? Transaction { get; init; }
}
