using Azure.Core;
using Azure.Core.Pipeline;
using ShadowFunctions.Azure.Shadowing;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Connection;

/// <summary>
/// The last gate before the wire to ARM. Besides reading, only this passes: databases of the shadow server that were just proven ours, alert
/// rules of our own resource group, and on allow-listed Azure SQL resources PATCH and the cancellation of an operation. Whatever a caller got wrong above,
/// production is not created, replaced or deleted.
/// </summary>
internal sealed class ProductionGuardPolicy(AllowList allowed, AzureOptions options) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var path = Uri.UnescapeDataString(message.Request.Uri.ToUri().AbsolutePath);
        var method = message.Request.Method;
        if (method != RequestMethod.Get && method != RequestMethod.Head && !IsOurs(message, method, path) && !IsChangeOfSize(method, path))
        {
            throw new CloudRefusedException($"{method} {path} was not sent: it would change something this app must not change.")
            {
                ErrorCode = "ForbiddenOnProduction",
            };
        }
    }

    private bool IsOurs(HttpMessage message, RequestMethod method, string path) =>
        (IsBelow(path, options.ShadowServerId, "/databases") && ShadowProof.Covers(message, method, path))
        || IsBelow(path, options.AlertResourceGroupId, "/providers/Microsoft.Insights/metricAlerts");

    private bool IsChangeOfSize(RequestMethod method, string path)
    {
        var cancels = method == RequestMethod.Post && path.EndsWith("/cancel", StringComparison.OrdinalIgnoreCase)
            && path.Contains("/operations/", StringComparison.OrdinalIgnoreCase);
        return (method == RequestMethod.Patch || cancels)
            && path.Contains("/providers/Microsoft.Sql/servers/", StringComparison.OrdinalIgnoreCase)
            && allowed.Allows(path);
    }

    private static bool IsBelow(string path, string? ancestor, string kind) =>
        ancestor is { Length: > 0 } && path.StartsWith($"{ancestor.TrimEnd('/')}{kind}/", StringComparison.OrdinalIgnoreCase);
}
