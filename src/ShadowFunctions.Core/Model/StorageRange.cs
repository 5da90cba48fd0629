namespace ShadowFunctions.Core.Model;

/// <summary>Data sizes a compute size can be configured to.</summary>
/// <param name="MinBytes">The smallest.</param>
/// <param name="MaxBytes">The largest.</param>
/// <param name="StepBytes">Steps between the two; 0 when only the two ends are allowed.</param>
public sealed record StorageRange(long MinBytes, long MaxBytes, long StepBytes = 0)
{
    /// <summary>The largest allowed size that is at most <paramref name="bytes"/>; null when none is.</summary>
    public long? AtMost(double bytes) => bytes < MinBytes ? null
        : bytes >= MaxBytes ? MaxBytes
        : StepBytes <= 0 ? MinBytes
        : MinBytes + ((long)Math.Floor((bytes - MinBytes) / StepBytes) * StepBytes);

    /// <summary>The smallest allowed size that is at least <paramref name="bytes"/>; null when none is.</summary>
    public long? AtLeast(double bytes)
    {
        if (bytes <= MinBytes)
        {
            return MinBytes;
        }

        if (bytes > MaxBytes)
        {
            return null;
        }

        return StepBytes <= 0 ? MaxBytes : Math.Min(MaxBytes, MinBytes + ((long)Math.Ceiling((bytes - MinBytes) / StepBytes) * StepBytes));
    }
}
