using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Doctor;

/// <summary>Does an alert rule reach the app? Rules in our group, the action group, its webhook.</summary>
public sealed class AlertPathCheck(AzureConnection connection, IConfiguration configuration) : IDeploymentCheck
{
    /// <summary>The app's own name, which its platform sets; on one machine there is none.</summary>
    private const string OwnHost = "WEBSITE_HOSTNAME";

    private const string Remedy = "Follow step 2 of what 'azd provision' prints: azd env set-secret ALERT_WEBHOOK_URI, then azd provision.";

    /// <inheritdoc/>
    public string Name => "AlertPath";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken)
    {
        var options = connection.Options;
        return options.AlertResourceGroupId is { Length: > 0 } group
            ? [await RulesAsync(group, cancellationToken), await ActionGroupAsync(options.ActionGroupId, cancellationToken)]
            : [CheckResult.Skip(Name, "alert rules", "Azure:AlertResourceGroupId is empty: triggers are not tuned.")];
    }

    private async Task<CheckResult> RulesAsync(string group, CancellationToken cancellationToken)
    {
        const string subject = "alert rules";
        if (await GrantedActions.AtAsync(connection, connection.ArmPipeline, group, cancellationToken) is not { } granted)
        {
            return CheckResult.Fail(Name, subject, $"There is no resource group '{group}'.", "Set Azure:AlertResourceGroupId to the app's own resource group.");
        }

        return granted.Lacking("Microsoft.Insights/metricAlerts/read", "Microsoft.Insights/metricAlerts/write", "Microsoft.Insights/metricAlerts/delete") is { Count: > 0 } missing
            ? CheckResult.Fail(Name, subject, $"The production scaler lacks {string.Join(", ", missing)} in '{group}'.", "Run 'azd provision' again: it assigns the role 'Shadow Functions alert tuner'.")
            : CheckResult.Pass(Name, subject, "The rules can be read, written and removed.");
    }

    private async Task<CheckResult> ActionGroupAsync(string? id, CancellationToken cancellationToken)
    {
        const string subject = "action group";
        if (id is not { Length: > 0 })
        {
            return CheckResult.Fail(Name, subject, "Azure:ActionGroupId is empty: alerts call nobody.", Remedy);
        }

        if (await ArmRest.GetAsync(connection, $"{id.TrimEnd('/')}?api-version=2023-01-01", cancellationToken) is not { } found
            || !found.TryGetProperty("properties", out var properties))
        {
            return CheckResult.Fail(Name, subject, $"There is no action group '{id}'.", "Run 'azd provision' again, or correct Azure:ActionGroupId.");
        }

        if (properties.TryGetProperty("enabled", out var enabled) && enabled.ValueKind == JsonValueKind.False)
        {
            return CheckResult.Fail(Name, subject, $"The action group '{id}' is disabled.", "Enable it in the portal, or run 'azd provision' again.");
        }

        var hooks = properties.TryGetProperty("webhookReceivers", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(r => r.TryGetProperty("serviceUri", out var uri) ? uri.GetString() ?? "" : "").ToList()
            : [];
        return Judge(hooks);
    }

    /// <summary>The address holds a key: of another one no more than the host is told.</summary>
    private CheckResult Judge(List<string> hooks)
    {
        const string subject = "action group";
        var host = configuration[OwnHost];
        var alerts = hooks.Select(h => Uri.TryCreate(h, UriKind.Absolute, out var uri) ? uri : null).OfType<Uri>()
            .Where(u => u.AbsolutePath.TrimEnd('/').Equals("/api/alerts", StringComparison.OrdinalIgnoreCase)).ToList();
        return alerts is [] ? CheckResult.Fail(Name, subject, "The action group has no webhook to /api/alerts of this app.", Remedy)
            : host is not { Length: > 0 } || alerts.Exists(u => u.Host.Equals(host, StringComparison.OrdinalIgnoreCase))
                ? CheckResult.Pass(Name, subject, "Enabled, with a webhook to this app.")
                : CheckResult.Fail(Name, subject, $"The action group calls {string.Join(", ", alerts.Select(u => u.Host).Distinct())}; this app is {host}.", Remedy);
    }
}
