using System.Text.Json;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Inventory;

/// <summary>
/// Finds databases and elastic pools tagged <c>shadow:managed=true</c> in the subscriptions that are configured, or in all that the identity
/// can read. Further tags: <c>shadow:mode</c>, <c>shadow:minimum</c>, <c>shadow:maximum</c>.
/// </summary>
/// <param name="connection">Credential and endpoint.</param>
public sealed class AzureInventory(AzureConnection connection) : IInventory
{
    private const string SubscriptionsVersion = "2022-12-01";
    private const string ResourcesVersion = "2021-04-01";

    /// <inheritdoc/>
    public bool Enabled => connection.Options.DiscoverByTag;

    /// <inheritdoc/>
    public Task<IReadOnlyList<InventoryItem>> ListAsync(CancellationToken cancellationToken) => CloudErrors.CallAsync<IReadOnlyList<InventoryItem>>(
        "Looking for tagged stores",
        async () =>
        {
            List<InventoryItem> items = [];
            foreach (var subscription in await SubscriptionsAsync(cancellationToken))
            {
                var filter = Uri.EscapeDataString("tagName eq 'shadow:managed' and tagValue eq 'true'");
                await foreach (var resource in ArmRest.ListAsync(connection, $"/subscriptions/{subscription}/resources?api-version={ResourcesVersion}&$filter={filter}", cancellationToken))
                {
                    if (ItemOf(resource) is { } item)
                    {
                        items.Add(item);
                    }
                }
            }

            return [.. items.DistinctBy(i => i.ResourceId, StringComparer.OrdinalIgnoreCase).OrderBy(i => i.ResourceId, StringComparer.Ordinal)];
        },
        cancellationToken);

    /// <summary>A tagged resource as a store; null for one of another type, for system databases and for databases whose compute belongs to a pool.</summary>
    internal static InventoryItem? ItemOf(JsonElement resource)
    {
        StoreKind? kind = resource.Text("type")?.ToUpperInvariant() switch
        {
            "MICROSOFT.SQL/SERVERS/DATABASES" => StoreKind.SqlDatabase,
            "MICROSOFT.SQL/SERVERS/ELASTICPOOLS" => StoreKind.SqlElasticPool,
            _ => null,
        };
        var system = resource.Text("kind")?.Contains("system", StringComparison.OrdinalIgnoreCase) == true;
        var pooled = resource.Member("sku").Is("name", "ElasticPool");
        if (kind is not { } known || system || pooled || resource.Text("id") is not { Length: > 0 } id || resource.Text("location") is not { Length: > 0 } location)
        {
            return null;
        }

        var tags = resource.Member("tags");
        return new InventoryItem(
            id, known, location.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant(),
            Enum.TryParse<StoreMode>(Tag(tags, "shadow:mode"), ignoreCase: true, out var mode) && Enum.IsDefined(mode) ? mode : null,
            Tag(tags, "shadow:minimum"), Tag(tags, "shadow:maximum"));
    }

    private async Task<IReadOnlyList<string>> SubscriptionsAsync(CancellationToken cancellationToken)
    {
        if (connection.Options.DiscoverSubscriptions.Count > 0)
        {
            return [.. connection.Options.DiscoverSubscriptions];
        }

        List<string> ids = [];
        await foreach (var subscription in ArmRest.ListAsync(connection, $"/subscriptions?api-version={SubscriptionsVersion}", cancellationToken))
        {
            if (subscription.Text("subscriptionId") is { Length: > 0 } id)
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    /// <summary>Names of tags have no case.</summary>
    private static string? Tag(JsonElement tags, string name) => tags.ValueKind != JsonValueKind.Object
        ? null
        : tags.EnumerateObject().Where(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && t.Value.ValueKind == JsonValueKind.String)
            .Select(t => t.Value.GetString()).FirstOrDefault(t => !string.IsNullOrWhiteSpace(t));
}
