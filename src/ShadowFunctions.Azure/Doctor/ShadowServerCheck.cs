using System.Text.Json;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Doctor;

/// <summary>Is the server for shadows there, and is it not one of production's?</summary>
public sealed class ShadowServerCheck(AzureConnection connection) : IDeploymentCheck
{
    /// <inheritdoc/>
    public string Name => "ShadowServer";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stores);
        const string subject = "shadow server";
        if (connection.Options.ShadowServerId is not { Length: > 0 } id)
        {
            return [CheckResult.Skip(Name, subject, "Azure:ShadowServerId is empty: shadows are not made on Azure.")];
        }

        if (stores.FirstOrDefault(s => AllowList.IsOrIsBelow(s.ResourceId, id.TrimEnd('/'))) is { } store)
        {
            return [CheckResult.Fail(Name, subject, $"'{id}' also holds production: the store '{store.Id}' is on it.",
                "Set Azure:ShadowServerId to a server of its own; the shadow operator may delete databases there.")];
        }

        JsonElement? found = await ArmRest.GetAsync(connection, $"{id.TrimEnd('/')}?api-version=2023-08-01", cancellationToken);
        return [found is null
            ? CheckResult.Fail(Name, subject, $"There is no server '{id}'.", "Run 'azd provision' with SHADOW_SERVER_ENABLED=true, or empty Azure:ShadowServerId to do without shadows.")
            : CheckResult.Pass(Name, subject, "The server is there and holds no production.")];
    }
}
