using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Databases as older versions of the API write them.</summary>
internal static class OlderForms
{
    /// <summary>The body in the form of the version that the request asks for.</summary>
    public static JsonObject Of(CloudRequest request, JsonObject body)
    {
        var version = request.Query("api-version") ?? "";
        return version == ApiVersions.FirstSql ? First(body) : version.StartsWith("2017-", StringComparison.Ordinal) ? WithReplicaCount(body) : body;
    }

    /// <summary>Until 2018 the count of replicas had another name.</summary>
    private static JsonObject WithReplicaCount(JsonObject body)
    {
        var properties = body["properties"]!.AsObject();
        var tier = body["sku"]?["tier"]?.GetValue<string>();
        if (tier is "Hyperscale" or "BusinessCritical" or "Premium")
        {
            properties["readReplicaCount"] = properties["highAvailabilityReplicaCount"]?.DeepClone() ?? 1;
        }

        return body;
    }

    /// <summary>No sku, sizes as names and ids, and the data size limit as text.</summary>
    private static JsonObject First(JsonObject body)
    {
        var properties = body["properties"]!.AsObject();
        var (current, requested) = (properties["currentServiceObjectiveName"]?.GetValue<string>(), properties["requestedServiceObjectiveName"]?.GetValue<string>());
        body["properties"] = new JsonObject
        {
            ["edition"] = body["sku"]?["tier"]?.DeepClone(),
            ["status"] = properties["status"]?.DeepClone(),
            ["serviceLevelObjective"] = current,
            ["collation"] = properties["collation"]?.DeepClone(),
            ["creationDate"] = properties["creationDate"]?.DeepClone(),
            ["maxSizeBytes"] = properties["maxSizeBytes"]?.ToJsonString(),
            ["currentServiceObjectiveId"] = CloudIds.GuidOf(0, current ?? "", 0).ToString(),
            ["requestedServiceObjectiveId"] = CloudIds.GuidOf(0, requested ?? "", 0).ToString(),
            ["requestedServiceObjectiveName"] = requested,
            ["sampleName"] = null,
            ["defaultSecondaryLocation"] = properties["defaultSecondaryLocation"]?.DeepClone(),
            ["earliestRestoreDate"] = properties["earliestRestoreDate"]?.DeepClone(),
            ["elasticPoolName"] = null,
            ["containmentState"] = 2,
            ["readScale"] = properties["readScale"]?.DeepClone(),
            ["failoverGroupId"] = null,
        };
        _ = body.Remove("sku");
        return body;
    }
}
