using Azure.Core;
using Azure.Core.Pipeline;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Connection;

/// <summary>
/// The last gate before the wire for requests to Microsoft.Sql: outside the shadow server only GET, PATCH of an allowed resource and
/// the cancellation of one of its operations pass. Whatever a caller got wrong above, production is not created, replaced or deleted.
/// </summary>
internal sealed class ProductionGuardPolicy(AllowList allowed, string? shadowServerId) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var path = Uri.UnescapeDataString(message.Request.Uri.ToUri().AbsolutePath);
        var method = message.Request.Method;
        if (!Passes(method, path))
        {
            throw new CloudRefusedException($"{method} {path} was not sent: it would change something this app must not change.")
            {
                ErrorCode = "ForbiddenOnProduction",
            };
        }
    }

    private bool Passes(RequestMethod method, string path)
    {
        if (method == RequestMethod.Get || method == RequestMethod.Head
            || !path.Contains("/providers/Microsoft.Sql/", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (shadowServerId is { Length: > 0 } && AllowList.IsOrIsBelow(path, shadowServerId.TrimEnd('/')))
        {
            return true;
        }

        var cancels = method == RequestMethod.Post && path.EndsWith("/cancel", StringComparison.OrdinalIgnoreCase)
            && path.Contains("/operations/", StringComparison.OrdinalIgnoreCase);
        return (method == RequestMethod.Patch || cancels) && allowed.Allows(path);
    }
}
