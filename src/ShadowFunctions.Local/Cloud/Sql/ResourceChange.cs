using System.Text.Json.Nodes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Carries out PATCH on a database or pool: settings at once, a size as an operation that takes its time.</summary>
internal static class ResourceChange
{
    public static CloudAnswer Apply(CloudWorld world, CloudFile file, CloudRequest request, CloudResource resource)
    {
        var now = world.Now;
        var last = file.LastOperation(resource.Key);
        var running = last?.StateAt(now) == CloudOperationState.InProgress ? last : null;
        var from = CloudWorld.SizeOf(resource.Kind, StoreWorld.SizeAt(resource.State, now));
        var to = request.RequiredBody["sku"] is JsonObject sku ? SkuReader.Read(resource.Kind, sku) : null;
        var properties = PropertyBag.Merge(resource.Kind, resource.Properties, request.Body!["properties"] as JsonObject);
        if (to is not null && to.Name != from.Name && world.Options.RefusalOf(resource.Region, to.Name) is { } refusal)
        {
            throw ArmException.BadRequest("ProvisioningDisabled", $"'{to.Name}' is not sold in '{resource.Region}': {refusal.Reason}");
        }

        if (to is not null)
        {
            GeoPairs.Check(world, resource, to);
        }

        SizeChangeRules.Check(from, to ?? from, properties, world.Profile(resource).StorageBytesAt(now), world.Members(resource).Count);
        if (running is not null)
        {
            return Busy(world, file, request, resource, running, to, properties);
        }

        resource = world.Save(Set(resource, request, properties));
        return to is null || to.Name == from.Name
            ? CloudAnswer.Ok(ResourceJson.Write(resource, last, now, world.Options.Seed))
            : Accepted(request, Begin(world, file, request.ClientRequestId, resource, from, to), resource, world.Options);
    }

    public static CloudAnswer Accepted(CloudRequest request, CloudOperation operation, CloudResource resource, EmulatedCloudOptions options) =>
        new(202, new JsonObject { ["operation"] = operation.Operation, ["startTime"] = ResourceJson.Time(operation.RequestedAt) })
        {
            Headers = OperationUrls.Headers(request, resource, operation, options),
        };

    /// <summary>One change at a time. The same change again is the same operation; anything else conflicts.</summary>
    private static CloudAnswer Busy(
        CloudWorld world, CloudFile file, CloudRequest request, CloudResource resource, CloudOperation running, ComputeSize? to, JsonObject properties)
    {
        if (!running.IsResize || to?.Name != running.To || !JsonNode.DeepEquals(properties, resource.Properties))
        {
            throw new ArmException(409, resource.Kind == EmulatedResourceKind.Database ? "ConflictingDatabaseOperation" : "ElasticPoolBusy",
                $"The operation {running.Id} ({running.Operation} to '{running.To}') is in progress on '{resource.Name}'; wait for it to end or cancel it.");
        }

        var repeated = running with { Patches = running.Patches + 1 };
        file.Save(repeated);
        return Accepted(request, repeated, resource, world.Options);
    }

    private static CloudResource Set(CloudResource resource, CloudRequest request, JsonObject properties) => resource with
    {
        Properties = properties,
        // As the real platform does: a change wakes a paused database.
        Paused = false,
        Tags = request.Body!["tags"] is JsonObject tags ? tags.DeepClone().AsObject() : resource.Tags,
        State = resource.State with { MinVCores = properties["minCapacity"] is JsonValue min && min.TryGetValue(out double vCores) ? vCores : null },
    };

    /// <summary>Begins a change of size: one that was requested, or one of somebody else.</summary>
    public static CloudOperation Begin(
        CloudWorld world, CloudFile file, string? clientRequestId, CloudResource resource, ComputeSize from, ComputeSize to, bool foreign = false)
    {
        var (now, ordinal) = (world.Now, resource.Operations + 1);
        var fault = world.Options.Faults.Of(resource, ordinal);
        var delay = TimeSpan.FromMinutes(fault is { Kind: OperationFaultKind.Slow } ? fault.ExtraMinutes : 0);
        var state = world.Laws(resource).BeginResize(resource.State, to.Name, now + delay);
        var operation = new CloudOperation
        {
            Id = CloudIds.GuidOf(world.Options.Seed, resource.Key, ordinal),
            ResourceId = resource.Id,
            Ordinal = ordinal,
            Operation = resource.Kind == EmulatedResourceKind.Database ? "UpdateLogicalDatabase" : "UpdateLogicalResourcePool",
            From = from.Name,
            To = to.Name,
            RequestedAt = now,
            ReadyAt = state.Switches[^1].SwitchAt,
            ClientRequestId = clientRequestId,
            Fault = fault,
        };
        var bag = resource.Properties.DeepClone().AsObject();
        PropertyBag.AddTierDefaults(bag, to);
        _ = world.Save(resource with
        {
            // An operation that will not take effect never switches.
            State = fault is null or { Kind: OperationFaultKind.Slow } ? state : StoreWorld.CancelResize(state, now),
            Properties = bag,
            Operations = ordinal,
            Patches = resource.Patches + (foreign ? 0 : 1),
        });
        file.Save(operation);
        return operation;
    }
}
