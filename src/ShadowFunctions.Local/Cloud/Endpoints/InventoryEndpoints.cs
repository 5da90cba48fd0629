using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Subscriptions, and their resources by tag.</summary>
internal static partial class InventoryEndpoints
{
    public static void Map(EndpointMap map)
    {
        map.Add("GET", "/subscriptions", CloudRequestKind.ListSubscriptions, ApiVersions.Resources, Subscriptions);
        map.Add("GET", "/subscriptions/{subscription}/resources", CloudRequestKind.ListResources, ApiVersions.Resources, Resources);
    }

    private static CloudAnswer Subscriptions(CloudWorld world, CloudFile file, CloudRequest request) => CloudAnswer.Ok(new JsonObject
    {
        ["value"] = new JsonArray([.. world.All.Select(r => r.Subscription).Distinct(StringComparer.OrdinalIgnoreCase).Select(id => (JsonNode)new JsonObject
        {
            ["id"] = $"/subscriptions/{id}",
            ["subscriptionId"] = id,
            ["displayName"] = "emulated",
            ["state"] = "Enabled",
        })]),
    });

    private static CloudAnswer Resources(CloudWorld world, CloudFile file, CloudRequest request)
    {
        var filter = request.Query("$filter") is { } text ? Filter().Match(text) : null;
        if (filter is { Success: false })
        {
            throw ArmException.BadRequest("InvalidFilterInQueryString", $"The $filter '{request.Query("$filter")}' is not understood; write tagName eq 'a' and tagValue eq 'b'.");
        }

        var all = world.All.Where(r => r.Subscription.Equals(request.Subscription, StringComparison.OrdinalIgnoreCase)
            && (filter is null || r.Tags[filter.Groups[1].Value]?.GetValue<string>() == filter.Groups[2].Value)).ToList();
        var skip = int.TryParse(request.Query("$skipToken"), out var token) ? token : 0;
        var body = new JsonObject { ["value"] = new JsonArray([.. all.Skip(skip).Take(world.Options.PageSize).Select(r => (JsonNode)Entry(world, r))]) };
        if (skip + world.Options.PageSize < all.Count)
        {
            var again = filter is null ? "" : $"&$filter={Uri.EscapeDataString(request.Query("$filter")!)}";
            body["nextLink"] = $"{request.Origin}{request.Context.Request.Path}?api-version={request.Query("api-version")}{again}&$skipToken={skip + world.Options.PageSize}";
        }

        return CloudAnswer.Ok(body);
    }

    private static JsonObject Entry(CloudWorld world, CloudResource resource) => new()
    {
        ["id"] = resource.Id,
        ["name"] = $"{resource.Server}/{resource.Name}",
        ["type"] = CloudIds.ResourceType(resource.Kind),
        ["sku"] = ResourceJson.Sku(resource, world.Now),
        ["kind"] = resource.Kind == EmulatedResourceKind.Database ? "v12.0,user,vcore" : null,
        ["location"] = resource.Region,
        ["tags"] = resource.Tags.DeepClone(),
    };

    [GeneratedRegex("^tagName eq '([^']+)' and tagValue eq '([^']*)'$")]
    private static partial Regex Filter();
}
