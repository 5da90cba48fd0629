namespace ShadowFunctions.Azure.Connection;

/// <summary>Which Azure cloud the fleet lives in.</summary>
public enum AzureCloud
{
    /// <summary>The public cloud.</summary>
    Public,

    /// <summary>Azure operated by 21Vianet.</summary>
    China,

    /// <summary>Azure for US government.</summary>
    Government,
}
