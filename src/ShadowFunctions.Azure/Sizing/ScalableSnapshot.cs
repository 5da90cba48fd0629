using Azure.ResourceManager.Sql.Models;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>A database or pool as ARM told it.</summary>
/// <param name="Size">Size in force.</param>
/// <param name="RequestedSize">Size last asked for; null when the resource does not tell (pools).</param>
/// <param name="MaxDataBytes">Configured data size limit.</param>
/// <param name="Online">True while it serves.</param>
/// <param name="Changing">True when its status says that it is being changed.</param>
/// <param name="PerDatabase">Pool: what one database may take.</param>
/// <param name="MinVCores">Serverless: smallest compute.</param>
/// <param name="PauseDelayMinutes">Serverless: idle minutes before it pauses.</param>
/// <param name="Replicas">High-availability replicas; null where there are none to configure.</param>
internal sealed record ScalableSnapshot(
    string Size,
    string? RequestedSize,
    double? MaxDataBytes,
    bool Online,
    bool Changing,
    ElasticPoolPerDatabaseSettings? PerDatabase = null,
    double? MinVCores = null,
    int? PauseDelayMinutes = null,
    int? Replicas = null);
