using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Local.Cloud;

/// <summary>A metric of Azure Monitor.</summary>
/// <param name="Name">Name, as in Azure.</param>
/// <param name="DisplayName">Name for people.</param>
/// <param name="Unit">Percent, Count or Bytes.</param>
/// <param name="Value">Its value from the use of all resources; null where the size has no such metric.</param>
/// <param name="Varies">True when the value swings inside a minute, so that maximum and minimum differ from the average.</param>
internal sealed record MetricDefinition(string Name, string DisplayName, string Unit, Func<ResourceAmounts, ComputeSize, double?> Value, bool Varies = true);
