using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;
using ShadowFunctions.Azure.Shadowing;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Connection;

/// <summary>
/// The last gate before the wire to ARM. Besides reading, only this passes: databases of the shadow server that were just proven ours, alert
/// rules of our own resource group, and on allow-listed databases and elastic pools PATCH and the cancellation of an operation. Whatever a caller got wrong above,
/// production is not created, replaced or deleted.
/// </summary>
internal sealed partial class ProductionGuardPolicy(AllowList allowed, AzureOptions options) : HttpPipelineSynchronousPolicy
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

    private bool IsChangeOfSize(RequestMethod method, string path) =>
        Sized().Match(path) is { Success: true } match
        && method == (match.Groups["cancel"].Success ? RequestMethod.Post : RequestMethod.Patch)
        && allowed.Allows(path);

    private static bool IsBelow(string path, string? ancestor, string kind) =>
        ancestor is { Length: > 0 } && path.StartsWith($"{ancestor.TrimEnd('/')}{kind}/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A database or a pool itself, or an operation of it; not its server, not what hangs below it.</summary>
    [GeneratedRegex(
        "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Sql/servers/[^/]+/(databases|elasticPools)/[^/]+(?<cancel>/operations/[^/]+/cancel)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Sized();
}
