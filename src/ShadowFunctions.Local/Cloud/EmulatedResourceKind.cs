namespace ShadowFunctions.Local.Cloud;

/// <summary>What an emulated resource is.</summary>
public enum EmulatedResourceKind
{
    /// <summary>An Azure SQL database.</summary>
    Database,

    /// <summary>An Azure SQL elastic pool.</summary>
    ElasticPool,
}
