using System.Text.Json.Nodes;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Carries out PUT on a pool that does not exist: a new, idle one, there at once.</summary>
internal static class PoolCreation
{
    private const string DefaultSize = "StandardPool_100";

    public static CloudAnswer Create(CloudWorld world, CloudFile file, CloudRequest request)
    {
        var body = request.RequiredBody;
        var region = body["location"] is JsonValue location && location.TryGetValue(out string? text) && text.Length > 0
            ? text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()
            : throw ArmException.BadRequest("LocationRequired", "The location property is required for this definition.");
        var size = body["sku"] is JsonObject sku
            ? SkuReader.Read(EmulatedResourceKind.ElasticPool, sku)
            : CloudWorld.SizeOf(EmulatedResourceKind.ElasticPool, DefaultSize);
        var resource = new CloudResource
        {
            Id = request.ResourceId(EmulatedResourceKind.ElasticPool),
            Kind = EmulatedResourceKind.ElasticPool,
            Name = request.Route("name"),
            Server = request.Route("server"),
            ResourceGroup = request.Route("group"),
            Subscription = request.Subscription,
            Region = region,
            CreatedAt = world.Now,
            BegunAt = StoreWorld.FloorToMinute(world.Now),
            State = StoreWorld.Begin(world.Now, size.Name),
            Tags = body["tags"] is JsonObject tags ? tags.DeepClone().AsObject() : [],
        };
        var properties = PropertyBag.Merge(resource.Kind, PropertyBag.Defaults(resource, size), body["properties"] as JsonObject);
        SizeChangeRules.Check(size, size, properties, 0);
        resource = world.Save(resource with { Properties = properties });
        return new CloudAnswer(201, ResourceJson.Write(resource, file.LastOperation(resource.Key), world.Now, world.Options.Seed));
    }
}
