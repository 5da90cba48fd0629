using System.Text.Json;
using Azure.Core;
using Azure.ResourceManager.Models;

namespace Azure.ResourceManager.Sql;

/// <summary>What every resource carries.</summary>
internal sealed record ResourceHeader(
    ResourceIdentifier Id, string Name, ResourceType Type, SystemData SystemData, AzureLocation Location)
{
    public static ResourceHeader Read(JsonElement json)
    {
        JsonElement systemData = json.Member("systemData");
        return new ResourceHeader(
            json.Id("id"),
            json.Text("name"),
            json.Value("type", text => new ResourceType(text)) ?? default,
            systemData.IsObject() ? systemData.Deserialize<SystemData>() : null,
            json.Value("location", text => new AzureLocation(text)) ?? default);
    }
}
