using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Cloud;

/// <summary>What a database uses of its limits, as ARM lists it.</summary>
internal static class UsageJson
{
    public static CloudAnswer List(CloudWorld world, CloudResource resource)
    {
        var usage = new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["displayName"] = "Database Size",
                ["currentValue"] = Math.Round(world.Profile(resource).StorageBytesAt(world.Now)),
                ["limit"] = resource.Properties["maxSizeBytes"]?.DeepClone() ?? 0,
                ["unit"] = "Bytes",
            },
            ["id"] = $"{resource.Id}/usages/database_size",
            ["name"] = "database_size",
            ["type"] = "Microsoft.Sql/servers/databases/usages",
        };
        return CloudAnswer.Ok(new JsonObject { ["value"] = new JsonArray(usage) });
    }
}
