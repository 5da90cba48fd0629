using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Doctor;

/// <summary>May the shadow operator make, change and remove databases on the shadow server? Asked as the operator itself.</summary>
public sealed class ShadowOperatorCheck(AzureConnection connection) : IDeploymentCheck
{
    private const string Databases = "Microsoft.Sql/servers/databases";

    /// <inheritdoc/>
    public string Name => "ShadowOperator";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken)
    {
        const string subject = "rights";
        if (connection.Options.ShadowServerId is not { Length: > 0 } id)
        {
            return [CheckResult.Skip(Name, subject, "Azure:ShadowServerId is empty: shadows are not made on Azure.")];
        }

        if (await GrantedActions.AtAsync(connection, connection.ShadowPipeline, id, cancellationToken) is not { } granted)
        {
            return [CheckResult.Skip(Name, subject, $"There is no server '{id}'.")];
        }

        return [granted.Lacking("Microsoft.Sql/servers/read", $"{Databases}/read", $"{Databases}/write", $"{Databases}/delete") is { Count: > 0 } missing
            ? CheckResult.Fail(Name, subject, $"The shadow operator lacks {string.Join(", ", missing)} on '{id}'.",
                "Assign it the role SQL DB Contributor on the shadow server ('azd provision' does), and look whether Azure:ShadowIdentityClientId names it.")
            : CheckResult.Pass(Name, subject, "Databases can be made, changed and removed on the shadow server.")];
    }
}
