using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Triggers;

/// <summary>
/// Keeps a store's reactive net as metric alert rules (one per watched metric) in our own resource group; they call the configured
/// action group. Nothing on production is needed for it but the right to read metrics.
/// </summary>
/// <param name="connection">Credential, transport and the resource group of the rules.</param>
public sealed class AzureTriggerControl(AzureConnection connection) : ITriggerControl
{
    private readonly ComputeBounds _bounds = new(connection);

    /// <inheritdoc/>
    public async Task<TriggerSettings?> ReadAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Rules() is { } rules
            ? await CloudErrors.CallAsync($"Reading the triggers of store '{store.Id}'", () => ReadAsync(rules, store, cancellationToken), cancellationToken)
            : null;
    }

    /// <inheritdoc/>
    public Task ApplyAsync(Store store, TriggerSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(settings);
        var rules = Rules() ?? throw new CloudRefusedException(
            $"The triggers of store '{store.Id}' were not changed: Azure:AlertResourceGroupId is empty; name the resource group that holds our alert rules.")
        {
            ErrorCode = "TriggersNotConfigured",
        };
        return CloudErrors.CallAsync($"Changing the triggers of store '{store.Id}'", ApplyAsync, cancellationToken);

        async Task<bool> ApplyAsync()
        {
            if (await this.ReadAsync(rules, store, cancellationToken) == settings)
            {
                return false;
            }

            // The rules come last: they are what is read back, so they must not claim bounds that were refused.
            await _bounds.ApplyAsync(store, settings, cancellationToken);
            foreach (var kind in AlertRuleKind.All)
            {
                var rule = AlertRuleMapping.ToRule(store, kind, settings, connection.Options.ActionGroupId);
                await rules.PutAsync(kind.NameFor(store), rule, cancellationToken);
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Rules() is { } rules
            ? CloudErrors.CallAsync($"Removing the triggers of store '{store.Id}'", () => RemoveAsync(rules), cancellationToken)
            : Task.CompletedTask;

        async Task<int> RemoveAsync(AlertRuleClient client)
        {
            // The bounds first: the rules remember what they were.
            await RestoreAsync(client, store, cancellationToken);
            foreach (var kind in AlertRuleKind.All)
            {
                await client.DeleteAsync(kind.NameFor(store), cancellationToken);
            }

            return AlertRuleKind.All.Count;
        }
    }

    private async Task RestoreAsync(AlertRuleClient client, Store store, CancellationToken cancellationToken)
    {
        foreach (var kind in AlertRuleKind.All)
        {
            var tags = (await client.GetAsync(kind.NameFor(store), cancellationToken))?.Tags;
            if (AlertRuleMapping.Before(tags) is { } before)
            {
                await _bounds.RestoreAsync(store, before, cancellationToken);
                return;
            }

            if (AlertRuleMapping.PoolBefore(tags) is { } limits)
            {
                await _bounds.RestoreAsync(store, limits, cancellationToken);
                return;
            }
        }
    }

    private async Task<TriggerSettings?> ReadAsync(AlertRuleClient rules, Store store, CancellationToken cancellationToken)
    {
        List<AlertRule?> found = [];
        foreach (var kind in AlertRuleKind.All)
        {
            if (await rules.GetAsync(kind.NameFor(store), cancellationToken) is not { } rule)
            {
                return null;
            }

            found.Add(rule);
        }

        return AlertRuleMapping.ToSettings(store, found, connection.Options.ActionGroupId);
    }

    private AlertRuleClient? Rules() =>
        connection.Options.AlertResourceGroupId is { Length: > 0 } group ? new AlertRuleClient(connection, group) : null;
}
