using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Sql.Workload;

/// <summary>How production is sampled for a rehearsal.</summary>
public sealed record ProfileSample
{
    /// <summary>Share of entities copied, above 0 to 1.</summary>
    public double Fraction { get; init; } = 0.1;

    /// <summary>Table whose rows are the entities; null finds it from the references.</summary>
    public string? EntityRoot { get; init; }

    /// <summary>Most rows read from production per second.</summary>
    public double RowsPerSecond { get; init; } = 20_000;

    /// <summary>Masking of columns; text columns without a rule are masked.</summary>
    public IReadOnlyList<MaskingRule> Masking { get; init; } = [];
}
