using System.Text.Json;
using Azure;
using Azure.Core;
using ShadowFunctions.Azure.Connection;

namespace ShadowFunctions.Azure.Triggers;

/// <summary>GET, PUT and DELETE of metric alert rules in our own resource group. No SDK package covers them.</summary>
internal sealed class AlertRuleClient(AzureConnection connection, string resourceGroupId)
{
    private const string ApiVersion = "2018-03-01";

    public async Task<AlertRule?> GetAsync(string name, CancellationToken cancellationToken)
    {
        var response = await SendAsync(RequestMethod.Get, name, null, cancellationToken);
        return response.Status == 404 ? null : response.Content.ToObjectFromJson<AlertRule>(AlertRule.Json);
    }

    public async Task PutAsync(string name, AlertRule rule, CancellationToken cancellationToken) =>
        _ = await SendAsync(RequestMethod.Put, name, rule, cancellationToken);

    public async Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        _ = await SendAsync(RequestMethod.Delete, name, null, cancellationToken);

    private async Task<Response> SendAsync(RequestMethod method, string name, AlertRule? body, CancellationToken cancellationToken)
    {
        var path = $"{resourceGroupId.TrimEnd('/')}/providers/Microsoft.Insights/metricAlerts/{Uri.EscapeDataString(name)}?api-version={ApiVersion}";
        var content = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, AlertRule.Json);
        var response = await ArmRest.SendAsync(connection, method, path, content, cancellationToken);
        return response.IsError && !(response.Status == 404 && method != RequestMethod.Put) ? throw new RequestFailedException(response) : response;
    }
}
