namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>What a load would take on production, per second; standard deviations beside.</summary>
public sealed record LoadEstimate
{
    /// <summary>Why there is no estimate; null when there is one.</summary>
    public string? Unreliable { get; init; }

    /// <summary>CPU, vCores.</summary>
    public double CpuVCores { get; init; }

    /// <summary>Standard deviation of <see cref="CpuVCores"/>.</summary>
    public double CpuDeviation { get; init; }

    /// <summary>Pages touched.</summary>
    public double PagesPerSecond { get; init; }

    /// <summary>Standard deviation of <see cref="PagesPerSecond"/>.</summary>
    public double PagesDeviation { get; init; }

    /// <summary>Pages that miss the cache.</summary>
    public double MissesPerSecond { get; init; }

    /// <summary>Log bytes, full-page images included.</summary>
    public double LogBytesPerSecond { get; init; }

    /// <summary>Different pages changed per checkpoint interval and second: what checkpoints write.</summary>
    public double ImagesPerSecond { get; init; }

    /// <summary>Result bytes.</summary>
    public double ResultBytesPerSecond { get; init; }
}
