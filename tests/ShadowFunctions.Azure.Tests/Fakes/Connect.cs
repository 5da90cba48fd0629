using Azure.Core;
using Microsoft.Extensions.Options;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Fakes;

/// <summary>Connections to the fake.</summary>
internal static class Connect
{
    public const string OurGroup = $"/subscriptions/{CloudStores.Subscription}/resourceGroups/shadow";
    public const string ShadowServer = $"{OurGroup}/providers/Microsoft.Sql/servers/shadows";
    public const string ActionGroup = $"{OurGroup}/providers/Microsoft.Insights/actionGroups/shadow";

    public static AzureConnection To(FakeAzure azure, Action<AzureOptions>? change = null)
    {
        var options = new AzureOptions { AlertResourceGroupId = OurGroup, ActionGroupId = ActionGroup, ShadowServerId = ShadowServer };
        options.AllowedResourceIds.Add(CloudStores.ProductionServer);
        change?.Invoke(options);
        return new AzureConnection(Options.Create(options), new NoCredential(), azure.Transport);
    }

    private sealed class NoCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new($"token for {string.Join(' ', requestContext.Scopes)}", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
