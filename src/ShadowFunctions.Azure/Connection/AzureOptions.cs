namespace ShadowFunctions.Azure.Connection;

/// <summary>How the app reaches Azure and what it may touch there. Configuration section <c>Azure</c>; holds no secret.</summary>
public sealed class AzureOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string SectionName = "Azure";

    /// <summary>
    /// Client id of the user-assigned identity that changes production and its alert rules; empty takes the identity of the environment.
    /// </summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>Client id of the identity that makes, fills and removes shadows; empty takes the one that changes production.</summary>
    public string? ShadowIdentityClientId { get; set; }

    /// <summary>Name of the identity that reads production's data, as databases know it: the doctor prints its statements with it. Empty prints <c>app</c>.</summary>
    public string? ShadowIdentityName { get; set; }

    /// <summary>Client id of the identity that reads metrics; empty takes the one that changes production.</summary>
    public string? MetricsIdentityClientId { get; set; }

    /// <summary>The cloud: decides login authority, ARM endpoint, metrics endpoint and their audiences.</summary>
    public AzureCloud Cloud { get; set; }

    /// <summary>
    /// What may be changed on production: resource ids of databases and pools, or of a server, resource group or subscription
    /// that hold them. Empty means that nothing may be changed.
    /// </summary>
    public IList<string> AllowedResourceIds { get; } = [];

    /// <summary>True finds stores by the tag <c>shadow:managed=true</c>, once an hour.</summary>
    public bool DiscoverByTag { get; set; }

    /// <summary>Ids of the subscriptions to look in; none looks in all that the identity can read.</summary>
    public IList<string> DiscoverSubscriptions { get; } = [];

    /// <summary>Id of the resource group that holds our alert rules; empty when triggers are not tuned.</summary>
    public string? AlertResourceGroupId { get; set; }

    /// <summary>Id of the action group that calls our webhook; empty makes rules that alert nobody but the portal.</summary>
    public string? ActionGroupId { get; set; }

    /// <summary>Id of the logical server that holds shadows; never a server of production. Empty when shadows are not made here.</summary>
    public string? ShadowServerId { get; set; }

    /// <summary>Size of a shadow: a serverless General Purpose service objective.</summary>
    public string ShadowSize { get; set; } = "GP_S_Gen5_2";

    /// <summary>Idle minutes after which a shadow pauses, 15 to 10,080; -1 never.</summary>
    public int ShadowAutoPauseMinutes { get; set; } = 60;

    /// <summary>Largest data size of a shadow in GiB, 1 to 4,096.</summary>
    public int ShadowMaxSizeGiB { get; set; } = 32;

    /// <summary>Seconds one request may take, 1 to 300.</summary>
    public int RequestTimeoutSeconds { get; set; } = 60;
}
