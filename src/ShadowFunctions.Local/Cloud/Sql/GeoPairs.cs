using System.Text.Json.Nodes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Databases that replicate to others: their links as ARM lists them, and the order of sizes that they force.</summary>
internal static class GeoPairs
{
    /// <summary>The links of a database, in both directions.</summary>
    public static CloudAnswer Links(CloudWorld world, CloudResource resource)
    {
        var links = Secondaries(world, resource).Select(s => Link(resource, s, "Primary", "Secondary"))
            .Concat(Primary(world, resource) is { } primary ? [Link(resource, primary, "Secondary", "Primary")] : []);
        return CloudAnswer.Ok(new JsonObject { ["value"] = new JsonArray([.. links.Select(l => (JsonNode)l)]) });
    }

    /// <summary>Refuses a size that would leave a primary larger than its secondary, which could then not follow it.</summary>
    public static void Check(CloudWorld world, CloudResource resource, ComputeSize to)
    {
        var small = Secondaries(world, resource).FirstOrDefault(s => Size(world, s).VCores < to.VCores);
        if (small is not null || (Primary(world, resource) is { } primary && to.VCores < Size(world, primary).VCores))
        {
            throw new ArmException(409, "UnableToAlterDatabaseInReplication",
                $"'{resource.Name}' cannot become {to.Name}: the secondary would be smaller than the primary. Change the secondary first to grow, the primary first to shrink.");
        }
    }

    private static ComputeSize Size(CloudWorld world, CloudResource resource) => CloudWorld.SizeOf(resource.Kind, StoreWorld.SizeAt(resource.State, world.Now));

    private static IEnumerable<CloudResource> Secondaries(CloudWorld world, CloudResource resource) => world.Options.Resources
        .Where(r => r.GeoSecondaryOf?.Equals(resource.Id, StringComparison.OrdinalIgnoreCase) == true).Select(r => world.Find(r.ResourceId)).OfType<CloudResource>();

    private static CloudResource? Primary(CloudWorld world, CloudResource resource) =>
        world.Options.Resources.FirstOrDefault(r => r.ResourceId.Equals(resource.Id, StringComparison.OrdinalIgnoreCase))?.GeoSecondaryOf is { } id ? world.Find(id) : null;

    private static JsonObject Link(CloudResource here, CloudResource there, string role, string partnerRole)
    {
        var name = CloudIds.GuidOf(0, role == "Primary" ? here.Key + there.Key : there.Key + here.Key, 0).ToString();
        return new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["partnerServer"] = there.Server,
                ["partnerDatabase"] = there.Name,
                ["partnerDatabaseId"] = there.Id,
                ["partnerLocation"] = there.Region,
                ["role"] = role,
                ["partnerRole"] = partnerRole,
                ["replicationMode"] = "ASYNC",
                ["startTime"] = ResourceJson.Time(here.CreatedAt),
                ["percentComplete"] = 100,
                ["replicationState"] = "CATCH_UP",
                ["isTerminationAllowed"] = true,
                ["linkType"] = "GEO",
            },
            ["id"] = $"{here.Id}/replicationLinks/{name}",
            ["name"] = name,
            ["type"] = "Microsoft.Sql/servers/databases/replicationLinks",
        };
    }
}
