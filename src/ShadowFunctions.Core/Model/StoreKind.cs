namespace ShadowFunctions.Core.Model;

/// <summary>What kind of production data store is under management.</summary>
public enum StoreKind
{
    /// <summary>An Azure SQL database.</summary>
    SqlDatabase,

    /// <summary>An Azure SQL elastic pool.</summary>
    SqlElasticPool,

    /// <summary>A PostgreSQL flexible server on Azure.</summary>
    PostgreSqlFlexibleServer,
}
