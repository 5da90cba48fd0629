using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Local.Cloud;

/// <summary>What one minute's metrics are computed from; the default value is a minute without data.</summary>
/// <param name="ServedVCores">CPU served, vCores.</param>
/// <param name="Size">Size in force; null for a minute without data.</param>
internal readonly record struct MinuteLoad(double ServedVCores, ComputeSize? Size);
