using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Triggers;

/// <summary>What the reactive net is tuned from.</summary>
public sealed record TriggerInput
{
    /// <summary>The settings in force; null when none were written yet.</summary>
    public TriggerSettings? Previous { get; init; }

    /// <summary>The size in force.</summary>
    public required ComputeSize Size { get; init; }

    /// <summary>The prediction; null when nothing could be predicted.</summary>
    public ResourcePrediction? Prediction { get; init; }

    /// <summary>Production's minutes of about the last day, in time order.</summary>
    public IReadOnlyList<UsageSample> RecentSamples { get; init; } = [];

    /// <summary>The owner's bounds.</summary>
    public required TriggerAdjustmentSettings Settings { get; init; }

    /// <summary>Minutes from request to readiness.</summary>
    public required double LeadTimeMinutes { get; init; }

    /// <summary>Instant of the tuning, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Bounds of a serverless store as the platform has them; null when it is not serverless.</summary>
    public ServerlessBounds? Serverless { get; init; }

    /// <summary>Per-database limits of a pool as the platform has them; null when it is none.</summary>
    public PoolLimits? Pool { get; init; }

    /// <summary>What the last look at the pool's databases came to; null when there was none for this size.</summary>
    public PoolAdvice? PoolAdvice { get; init; }

    /// <summary>What a minute is worth in which callers wait, price list's currency.</summary>
    public double ShortMinutePrice { get; init; } = 0.5;
}
