using System.Text.Json;
using Azure;
using Azure.Core;
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
    private const int MostPages = 1000;

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
                await foreach (var resource in ListAsync($"/subscriptions/{subscription}/resources?api-version={ResourcesVersion}&$filter={filter}", cancellationToken))
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
        StoreKind? kind = Text(resource, "type")?.ToUpperInvariant() switch
        {
            "MICROSOFT.SQL/SERVERS/DATABASES" => StoreKind.SqlDatabase,
            "MICROSOFT.SQL/SERVERS/ELASTICPOOLS" => StoreKind.SqlElasticPool,
            _ => null,
        };
        var system = Text(resource, "kind")?.Contains("system", StringComparison.OrdinalIgnoreCase) == true;
        var pooled = resource.TryGetProperty("sku", out var sku) && Text(sku, "name") == "ElasticPool";
        if (kind is not { } known || system || pooled || Text(resource, "id") is not { Length: > 0 } id || Text(resource, "location") is not { Length: > 0 } location)
        {
            return null;
        }

        var tags = resource.TryGetProperty("tags", out var all) && all.ValueKind == JsonValueKind.Object ? all : default;
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
        await foreach (var subscription in ListAsync($"/subscriptions?api-version={SubscriptionsVersion}", cancellationToken))
        {
            if (Text(subscription, "subscriptionId") is { Length: > 0 } id)
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    /// <summary>All elements of a list, page by page. The links are followed as they are given.</summary>
    private async IAsyncEnumerable<JsonElement> ListAsync(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = path;
        for (var page = 0; next is not null && page < MostPages; page++)
        {
            var response = await ArmRest.SendAsync(connection, RequestMethod.Get, next, null, cancellationToken, connection.ReadPipeline);
            var body = response.IsError ? throw new RequestFailedException(response) : response.Content.ToObjectFromJson<JsonElement>();
            if (body.TryGetProperty("value", out var values) && values.ValueKind == JsonValueKind.Array)
            {
                foreach (var each in values.EnumerateArray())
                {
                    yield return each;
                }
            }

            next = Text(body, "nextLink") is { Length: > 0 } link ? link : null;
        }
    }

    /// <summary>Names of tags have no case.</summary>
    private static string? Tag(JsonElement tags, string name) => tags.ValueKind != JsonValueKind.Object
        ? null
        : tags.EnumerateObject().Where(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && t.Value.ValueKind == JsonValueKind.String)
            .Select(t => t.Value.GetString()).FirstOrDefault(t => !string.IsNullOrWhiteSpace(t));

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
