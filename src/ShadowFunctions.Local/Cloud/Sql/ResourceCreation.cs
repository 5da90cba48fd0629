using System.Text.Json.Nodes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Carries out PUT on a database that does not exist: a new, idle one: empty, a copy, a restore or a named replica.</summary>
internal static class ResourceCreation
{
    private const string DefaultSize = "GP_Gen5_2";
    private const double ShortestSeconds = 45;
    private const double SpreadSeconds = 60;
    private const double CopySecondsPerGibiByte = 2;

    public static CloudAnswer Create(CloudWorld world, CloudFile file, CloudRequest request)
    {
        var body = request.RequiredBody;
        var region = body["location"] is JsonValue location && location.TryGetValue(out string? text) && text.Length > 0
            ? text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()
            : throw ArmException.BadRequest("LocationRequired", "The location property is required for this definition.");
        var mode = CreateModes.Of(body["properties"] as JsonObject);
        var source = Source(world, mode, body["properties"] as JsonObject);
        var size = body["sku"] is JsonObject sku
            ? SkuReader.Read(EmulatedResourceKind.Database, sku)
            : CloudWorld.SizeOf(EmulatedResourceKind.Database, source is null ? DefaultSize : StoreWorld.SizeAt(source.State, world.Now));
        var resource = New(world, request, region, size);
        CreateModes.Check(mode, body["properties"] as JsonObject, source, size, world.Now);
        SizeChangeRules.Check(size, size, resource.Properties, source is null ? 0 : world.Profile(source).StorageBytesAt(world.Now));
        var operation = Operation(world, request, resource, size, CreateModes.MovesData(mode) ? source : null);
        _ = world.Save(resource);
        file.Save(operation);
        return ResourceChange.Accepted(request, operation, resource, world.Options);
    }

    private static CloudResource? Source(CloudWorld world, string mode, JsonObject? properties)
    {
        if (mode == CreateModes.Default)
        {
            return null;
        }

        var id = properties?["sourceDatabaseId"]?.GetValue<string>()
            ?? throw ArmException.BadRequest("MissingSourceDatabaseId", $"createMode '{mode}' needs properties.sourceDatabaseId.");
        return world.Find(id) ?? throw new ArmException(404, "SourceDatabaseNotFound", $"The source database '{id}' does not exist.");
    }

    private static CloudResource New(CloudWorld world, CloudRequest request, string region, ComputeSize size)
    {
        var now = world.Now;
        var resource = new CloudResource
        {
            Id = request.ResourceId(EmulatedResourceKind.Database),
            Kind = EmulatedResourceKind.Database,
            Name = request.Route("name"),
            Server = request.Route("server"),
            ResourceGroup = request.Route("group"),
            Subscription = request.Subscription,
            Region = region,
            CreatedAt = now,
            BegunAt = StoreWorld.FloorToMinute(now),
            State = StoreWorld.Begin(now, size.Name),
            Tags = request.Body!["tags"] is JsonObject tags ? tags.DeepClone().AsObject() : [],
            Operations = 1,
        };
        var properties = PropertyBag.Merge(resource.Kind, PropertyBag.Defaults(resource, size), request.Body!["properties"] as JsonObject);
        return resource with { Properties = properties };
    }

    private static CloudOperation Operation(CloudWorld world, CloudRequest request, CloudResource resource, ComputeSize size, CloudResource? source)
    {
        var seed = SeededChance.SeedOf(world.Options.Seed, resource.Key);
        var copied = source is null ? 0 : world.Profile(source).StorageBytesAt(world.Now) / PropertyBag.GibiByte;
        var seconds = ShortestSeconds + (SpreadSeconds * SeededChance.Uniform(seed, 31, resource.Operations)) + (CopySecondsPerGibiByte * copied);
        return new CloudOperation
        {
            // The time belongs in it: a database of that name may have been made and removed before.
            Id = CloudIds.GuidOf(world.Options.Seed, $"{resource.Key}@{world.Now:O}", resource.Operations),
            ResourceId = resource.Id,
            Ordinal = resource.Operations,
            Operation = "CreateLogicalDatabase",
            To = size.Name,
            RequestedAt = world.Now,
            ReadyAt = world.Now.AddSeconds(Math.Round(seconds)),
            ClientRequestId = request.ClientRequestId,
        };
    }
}
