namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>What a load would take on production, per second; standard deviations beside.</summary>
public sealed record LoadEstimate
{
    /// <summary>Why there is no estimate; null when there is one.</summary>
    public string? Unreliable { get; init; }

    /// <summary>
    /// Why the CPU may be off by more than 30 % (<see cref="LoadPredictor.FirmShare"/>); null when its 95 % interval is narrower. The estimate and
    /// its deviation stand: who plans with the upper end may use them, who takes the middle for the truth may not.
    /// </summary>
    public string? Caution { get; init; }

    /// <summary>The same of <see cref="MissesPerSecond"/>.</summary>
    public string? MissesCaution { get; init; }

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

    /// <summary>Standard deviation of <see cref="MissesPerSecond"/>.</summary>
    public double MissesDeviation { get; init; }

    /// <summary>Log bytes, full-page images included.</summary>
    public double LogBytesPerSecond { get; init; }

    /// <summary>Different pages changed per checkpoint interval and second: what checkpoints write.</summary>
    public double ImagesPerSecond { get; init; }

    /// <summary>Result bytes.</summary>
    public double ResultBytesPerSecond { get; init; }
}
