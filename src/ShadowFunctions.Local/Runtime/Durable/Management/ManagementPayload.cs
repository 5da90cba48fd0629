using Microsoft.AspNetCore.Http;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>The addresses that a start answers with.</summary>
internal sealed record ManagementPayload(
    string Id,
    string StatusQueryGetUri,
    string SendEventPostUri,
    string TerminatePostUri,
    string RewindPostUri,
    string PurgeHistoryDeleteUri,
    string RestartPostUri,
    string SuspendPostUri,
    string ResumePostUri)
{
    public static ManagementPayload For(HttpRequest request, string instanceId)
    {
        string uri = StatusUri(request, instanceId);
        return new(
            instanceId,
            uri,
            $"{uri}/raiseEvent/{{eventName}}",
            $"{uri}/terminate?reason={{text}}",
            $"{uri}/rewind?reason={{text}}",
            uri,
            $"{uri}/restart",
            $"{uri}/suspend?reason={{text}}",
            $"{uri}/resume?reason={{text}}");
    }

    public static string StatusUri(HttpRequest request, string instanceId) =>
        $"{request.Scheme}://{request.Host}{DurableManagement.BasePath}/instances/{Uri.EscapeDataString(instanceId)}";
}
