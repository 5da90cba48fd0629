using System.Data.Common;
using Azure.Core;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Doctor;

/// <summary>Can the shadow operator sign in to the shadow server? To its master database, which wakes no shadow.</summary>
public sealed class ShadowLoginCheck(AzureConnection connection, SqlDialects dialects) : IDeploymentCheck
{
    /// <inheritdoc/>
    public string Name => "ShadowLogin";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken) => [await LookAsync(cancellationToken)];

    private async Task<CheckResult> LookAsync(CancellationToken cancellationToken)
    {
        const string subject = "shadow server";
        if (connection.Options.ShadowServerId is not { Length: > 0 } id)
        {
            return CheckResult.Skip(Name, subject, "Azure:ShadowServerId is empty: shadows are not made on Azure.");
        }

        var server = new ResourceIdentifier(id).Name;
        var master = connection.ShadowDatabase(server, "master");
        if (dialects.Find(master) is not { } dialect)
        {
            return CheckResult.Skip(Name, subject, "This app runs on a machine of its own, without Azure SQL Database.");
        }

        try
        {
            await using var shadow = await dialect.OpenShadowAsync(master, cancellationToken);
            return CheckResult.Pass(Name, subject, "The shadow operator can sign in.");
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or IOException or ArgumentException)
        {
            var name = connection.Options.ShadowIdentityName is { Length: > 0 } own ? $"'{own}'" : "the shadow operator";
            return CheckResult.Fail(Name, subject, error.Message.Split('\n', 2)[0].Trim(),
                $"Make {name} the Entra administrator of '{server}' ('azd provision' does), and look whether the server's firewall or private endpoint lets the app in.");
        }
    }
}
