using Azure.Identity;
using Azure.Monitor.Query;
using Azure.ResourceManager;

namespace ShadowFunctions.Azure.Connection;

/// <summary>Where one cloud is reached and which audiences its tokens need.</summary>
internal sealed record CloudEndpoints(
    ArmEnvironment Arm,
    Uri Authority,
    MetricsQueryAudience MetricsQuery,
    MetricsClientAudience Metrics,
    string MetricsHostSuffix,
    string SqlHostSuffix)
{
    public static CloudEndpoints Of(AzureCloud cloud) => cloud switch
    {
        AzureCloud.Public => new(
            ArmEnvironment.AzurePublicCloud, AzureAuthorityHosts.AzurePublicCloud,
            MetricsQueryAudience.AzurePublicCloud, MetricsClientAudience.AzurePublicCloud,
            "metrics.monitor.azure.com", "database.windows.net"),
        AzureCloud.China => new(
            ArmEnvironment.AzureChina, AzureAuthorityHosts.AzureChina,
            MetricsQueryAudience.AzureChina, MetricsClientAudience.AzureChina,
            "metrics.monitor.azure.cn", "database.chinacloudapi.cn"),
        AzureCloud.Government => new(
            ArmEnvironment.AzureGovernment, AzureAuthorityHosts.AzureGovernment,
            MetricsQueryAudience.AzureGovernment, MetricsClientAudience.AzureGovernment,
            "metrics.monitor.azure.us", "database.usgovcloudapi.net"),
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "Azure:Cloud must be Public, China or Government."),
    };

    /// <summary>The metrics data plane of a region, given as <c>westeurope</c> or <c>West Europe</c>.</summary>
    public Uri MetricsOf(string region) =>
        new($"https://{region.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()}.{MetricsHostSuffix}");
}
