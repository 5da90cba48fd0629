using ShadowFunctions.Core.Capacity.Growth;
using ShadowFunctions.Core.Capacity.Load;

namespace ShadowFunctions.Core.Model;

/// <summary>Load → resources, per statement: production's own cost where observed, corrected by the shadow's ratio for states not yet seen.</summary>
public sealed record CapacityModel
{
    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>When the model was last fitted, UTC.</summary>
    public required DateTimeOffset FittedAt { get; init; }

    /// <summary>Id of the rehearsal it was last fitted to, so that a repeat does not learn the same twice; null when unknown.</summary>
    public string? FittedFor { get; init; }

    /// <summary>Per statement: production cost per execution.</summary>
    public IReadOnlyList<TemplateCost> ProductionCosts { get; init; } = [];

    /// <summary>Per statement: cost of the last rehearsal on the shadow.</summary>
    public IReadOnlyList<TemplateCost> ShadowCosts { get; init; } = [];

    /// <summary>Per statement: logical work at the sampled fractions it was rehearsed at, ascending; a growth law once there are three.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<GrowthPoint>> GrowthPoints { get; init; } = new Dictionary<string, IReadOnlyList<GrowthPoint>>();

    /// <summary>The full model of rehearsals at production's rates, where the engine tells enough to learn one; it then leads. Null otherwise.</summary>
    public LoadModel? Load { get; init; }

    /// <summary>The recorded mix (executions per second) the model was fitted at.</summary>
    public IReadOnlyDictionary<string, double> RecordedRates { get; init; } = new Dictionary<string, double>();

    /// <summary>CPU production used while that mix was recorded, vCores; null when unknown or saturated.</summary>
    public double? RecordedCpuVCores { get; init; }

    /// <summary>Multiplier learned from predicted against observed production CPU; 1 when unknown.</summary>
    public double Correction { get; init; } = 1;

    /// <summary>Mean relative error of the corrected model against production; null until compared.</summary>
    public double? RelativeError { get; init; }

    /// <summary>Why the model must not be used; null when it may.</summary>
    public string? Unreliable { get; init; }
}
