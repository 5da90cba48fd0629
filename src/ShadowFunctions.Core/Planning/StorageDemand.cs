using ShadowFunctions.Core.Forecasting.Outlooks;

namespace ShadowFunctions.Core.Planning;

/// <summary>What a store holds.</summary>
/// <param name="UsedBytes">Data stored; null when not known.</param>
/// <param name="AllocatedBytes">Space taken from the limit, used or not; null when not known.</param>
/// <param name="ForetoldBytes">Upper quantile of the data at the end of the horizon; null when not foretold.</param>
/// <param name="MaxBytes">Configured limit; null when the platform does not tell.</param>
/// <param name="Ahead">Upper quantile of the data within the days ahead that the owner looks at; null when not foretold.</param>
public sealed record StorageDemand(double? UsedBytes, double? AllocatedBytes, double? ForetoldBytes, double? MaxBytes, StoredAhead? Ahead = null)
{
    /// <summary>The least that a limit must hold; null when nothing is known.</summary>
    public double? Needed => new[] { UsedBytes, AllocatedBytes, ForetoldBytes, Ahead?.Bytes }.Max();

    /// <summary>What a smaller compute size must be able to hold without anybody shrinking anything: the configured limit, and all that is there.</summary>
    public double? Held => new[] { UsedBytes, AllocatedBytes, MaxBytes }.Max();
}
