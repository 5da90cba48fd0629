using System.Text.Json.Serialization;
using ShadowFunctions.Core.Capacity;
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

    /// <summary>Layout of the document: 0 before production's intervals were kept in it.</summary>
    public int Version { get; init; }

    /// <summary>The load model, once there are enough intervals of production to learn one; it then leads. Null otherwise.</summary>
    public LoadModel? Load { get; init; }

    /// <summary>Production's intervals that <see cref="Load"/> is learned from.</summary>
    public LoadHistory? History { get; init; }

    /// <summary>End of the last interval learned, UTC: a repeated one is not learned twice.</summary>
    public DateTimeOffset? LearnedUntil { get; init; }

    /// <summary>The last predictions of <see cref="Load"/> and what came, oldest first.</summary>
    public IReadOnlyList<ModelCheck> Checks { get; init; } = [];

    /// <summary>Mean relative error of <see cref="Load"/> on intervals it had not seen; null until checked.</summary>
    public double? LoadError { get; init; }

    /// <summary>The same of a regression on production's own intervals; null until compared.</summary>
    public double? RegressionError { get; init; }

    /// <summary>Why <see cref="Load"/> is not used; null when it is.</summary>
    public string? LoadDoubt { get; init; }

    /// <summary>The beginning of the text of each costly statement, without literals: for people.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>The usual mix (executions per second): the last one recorded outside announced events.</summary>
    public IReadOnlyDictionary<string, double> RecordedRates { get; init; } = new Dictionary<string, double>();

    /// <summary>CPU production used while that mix was recorded, vCores; null when unknown or saturated.</summary>
    public double? RecordedCpuVCores { get; init; }

    /// <summary>All that production used then, as far as it is known: what the model's amounts are scaled to.</summary>
    public ResourceAmounts? RecordedAmounts { get; init; }

    /// <summary>Multiplier learned from predicted against observed production CPU; 1 when unknown.</summary>
    public double Correction { get; init; } = 1;

    /// <summary>Mean relative error of the corrected costs per statement against production; null until compared.</summary>
    public double? RelativeError { get; init; }

    /// <summary>The error of what is in use: of the load model where it leads, else of the costs per statement; null until compared.</summary>
    [JsonIgnore]
    public double? ErrorInUse => LoadLeads ? LoadError ?? RelativeError : RelativeError;

    /// <summary>True where the load model answers.</summary>
    [JsonIgnore]
    public bool LoadLeads => Load is not null && LoadDoubt is null;

    /// <summary>What the usual mix takes per second of an amount that its statements' costs tell.</summary>
    public double UsualPerSecond(Func<TemplateCost, double?> amount) =>
        ProductionCosts.Sum(c => RecordedRates.GetValueOrDefault(c.TemplateId) * (amount(c) ?? 0));

    /// <summary>Why the model must not be used; null when it may.</summary>
    public string? Unreliable { get; init; }
}
