namespace ShadowFunctions.Sql.Load;

/// <summary>What the shadow's server can do; an unknown limit is null and not watched.</summary>
/// <param name="VCores">CPU in vCores.</param>
/// <param name="Workers">Sessions at work at the same time.</param>
/// <param name="StorageBytes">Bytes the database may hold.</param>
public sealed record ShadowLimits(double? VCores = null, double? Workers = null, double? StorageBytes = null);
