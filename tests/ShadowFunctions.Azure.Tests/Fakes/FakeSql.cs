using System.Text.Json.Nodes;
using ShadowFunctions.Azure.Sizing;

namespace ShadowFunctions.Azure.Tests.Fakes;

/// <summary>Microsoft.Sql of the fake: a change is accepted with 202 and ends when the test says so.</summary>
internal sealed class FakeSql
{
    private const string StatusPath = "/subscriptions/s/providers/Microsoft.Sql/locations/westeurope/databaseAzureAsyncOperation/";
    private int _ordinal;

    public Dictionary<string, FakeResource> Resources { get; } = new(StringComparer.OrdinalIgnoreCase);

    public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public FakeResource Add(string id, string size, string status = "Online") =>
        Resources[id] = new FakeResource { Id = id, Size = size, Requested = size, Status = status };

    public void FinishChanges(string state = "Succeeded", string? error = null)
    {
        foreach (var resource in Resources.Values)
        {
            foreach (var operation in resource.Operations.Where(o => o.State is "InProgress" or "CancelInProgress"))
            {
                operation.State = operation.State == "CancelInProgress" ? "Cancelled" : state;
                operation.Error = error;
                resource.Size = operation.State == "Succeeded" ? operation.Target : resource.Size;
            }

            resource.Requested = resource.Size;
        }
    }

    public HttpResponseMessage Handle(RecordedRequest request)
    {
        if (request.Path.StartsWith(StatusPath, StringComparison.OrdinalIgnoreCase))
        {
            return Poll(Guid.Parse(request.Path[StatusPath.Length..]));
        }

        if (request.Method == "GET" && request.Path.EndsWith("/databases", StringComparison.Ordinal) && Resources.TryGetValue(request.Path[..^"/databases".Length], out var pool))
        {
            return FakeAzure.Json(200, new JsonObject { ["value"] = new JsonArray([.. pool.Databases.Select(Member)]) });
        }

        if (request.Method == "PUT")
        {
            return Create(request);
        }

        var id = request.Path.Split("/operations", 2)[0];
        if (!Resources.TryGetValue(id, out var resource))
        {
            return id.Contains("/databases/", StringComparison.OrdinalIgnoreCase) || id.Contains("/elasticPools/", StringComparison.OrdinalIgnoreCase)
                ? FakeAzure.Json(404, FakeAzure.Error("ResourceNotFound"))
                : FakeAzure.Json(200, new JsonObject { ["id"] = id, ["name"] = id.Split('/')[^1], ["location"] = "westeurope" });
        }

        return (request.Method, request.Path) switch
        {
            ("GET", var p) when p.EndsWith("/operations", StringComparison.Ordinal) => FakeAzure.Json(200, OperationsOf(resource)),
            ("POST", _) => CancelOf(resource),
            ("PATCH", _) => Patch(resource, JsonNode.Parse(request.Body)!),
            ("DELETE", _) => Delete(resource),
            _ => FakeAzure.Json(200, Body(resource)),
        };
    }

    private HttpResponseMessage Create(RecordedRequest request)
    {
        var body = JsonNode.Parse(request.Body)!;
        var resource = Add(request.Path, $"{body["sku"]!["name"]}_{body["sku"]!["capacity"]}", "Creating");
        resource.Tags = body["tags"]!.DeepClone().AsObject();
        resource.Extra = body["properties"]!.DeepClone().AsObject();
        return Accepted(resource, resource.Size);
    }

    private HttpResponseMessage Patch(FakeResource resource, JsonNode body)
    {
        foreach (var (name, value) in body["properties"]?.AsObject() ?? [])
        {
            resource.Extra[name] = value?.DeepClone();
        }

        if (body["sku"] is not { } sku)
        {
            return FakeAzure.Json(200, Body(resource));
        }

        var size = SkuName.ToSize(new(sku["name"]!.GetValue<string>()) { Capacity = sku["capacity"]?.GetValue<int>() });
        resource.Requested = size;
        return Accepted(resource, size);
    }

    private HttpResponseMessage Accepted(FakeResource resource, string target)
    {
        var operation = new FakeOperation { Id = new Guid(++_ordinal, 0, 0, new byte[8]), Target = target, StartedAt = Now };
        resource.Operations.Add(operation);
        var response = FakeAzure.Json(202, new JsonObject { ["operation"] = "UpdateLogicalDatabase", ["startTime"] = Now });
        response.Headers.TryAddWithoutValidation("Azure-AsyncOperation", $"https://management.azure.com{StatusPath}{operation.Id}?api-version=2023-08-01&t=1&s=signed");
        response.Headers.TryAddWithoutValidation("Retry-After", "15");
        return response;
    }

    private HttpResponseMessage Poll(Guid id)
    {
        var operation = Resources.Values.SelectMany(r => r.Operations).FirstOrDefault(o => o.Id == id);
        if (operation is null)
        {
            return FakeAzure.Json(404, FakeAzure.Error("OperationIdNotFound"));
        }

        var body = new JsonObject
        {
            ["name"] = id.ToString(),
            ["status"] = operation.State switch { "Cancelled" => "Canceled", "CancelInProgress" => "InProgress", var state => state },
        };
        if (operation.Error is { } error)
        {
            body["error"] = new JsonObject { ["code"] = error, ["message"] = $"It ended with {error}." };
        }

        var response = FakeAzure.Json(200, body);
        response.Headers.TryAddWithoutValidation("Retry-After", "20");
        return response;
    }

    private static HttpResponseMessage CancelOf(FakeResource resource)
    {
        var running = resource.Operations.Find(o => o.State == "InProgress");
        if (running is null)
        {
            return FakeAzure.Json(409, FakeAzure.Error("CannotCancelOperation"));
        }

        running.State = "CancelInProgress";
        return FakeAzure.Json(200, null);
    }

    private HttpResponseMessage Delete(FakeResource resource)
    {
        Resources.Remove(resource.Id);
        return FakeAzure.Json(200, null);
    }

    private static JsonNode Member(string id) => new JsonObject
    {
        ["id"] = id,
        ["name"] = id.Split('/')[^1],
        ["type"] = "Microsoft.Sql/servers/databases",
        ["location"] = "westeurope",
        ["sku"] = new JsonObject { ["name"] = "ElasticPool", ["tier"] = "GeneralPurpose", ["capacity"] = 0 },
        ["properties"] = new JsonObject { ["status"] = "Online", ["currentServiceObjectiveName"] = "ElasticPool" },
    };

    private static JsonObject OperationsOf(FakeResource resource) => new()
    {
        ["value"] = new JsonArray([.. resource.Operations.Select(o => new JsonObject
        {
            ["id"] = $"{resource.Id}/operations/{o.Id}",
            ["name"] = o.Id.ToString(),
            ["type"] = "Microsoft.Sql/servers/databases/operations",
            ["properties"] = new JsonObject
            {
                ["operation"] = "UpdateLogicalDatabase",
                ["state"] = resource.IsPool ? (o.State switch { "InProgress" => "IN_PROGRESS", "Succeeded" => "COMPLETED", var s => s.ToUpperInvariant() }) : o.State,
                ["startTime"] = o.StartedAt,
                ["isCancellable"] = o.State == "InProgress",
                ["errorDescription"] = o.Error,
            },
        })]),
    };

    private static JsonObject Body(FakeResource resource)
    {
        var sku = SkuName.Parse(resource.Size == "ElasticPool" ? "GP_Gen5_2" : resource.Size);
        var properties = resource.Extra.DeepClone().AsObject();
        properties[resource.IsPool ? "state" : "status"] = resource.Status == "Online" && resource.IsPool ? "Ready" : resource.Status;
        if (!resource.IsPool)
        {
            properties["currentServiceObjectiveName"] = resource.Size;
            properties["requestedServiceObjectiveName"] = resource.Requested;
        }

        return new JsonObject
        {
            ["id"] = resource.Id,
            ["name"] = resource.Id.Split('/')[^1],
            ["type"] = resource.IsPool ? "Microsoft.Sql/servers/elasticPools" : "Microsoft.Sql/servers/databases",
            ["location"] = "westeurope",
            ["tags"] = resource.Tags.DeepClone(),
            ["sku"] = new JsonObject { ["name"] = sku.Name, ["tier"] = sku.Tier, ["family"] = sku.Family, ["capacity"] = sku.Capacity },
            ["properties"] = properties,
        };
    }
}
