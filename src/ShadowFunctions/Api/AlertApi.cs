using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.Triggers;

namespace ShadowFunctions.Api;

/// <summary>The reactive net's way in: alerts of Azure Monitor start a cycle for the stores they name.</summary>
public sealed class AlertApi(CycleStarter starter, CycleRepository cycles, StoreRepository stores, TimeProvider time)
{
    // A repeated delivery comes within minutes; so many cycles reach far beyond.
    private const int CyclesToSearch = 100;
    private const string Schema = "azureMonitorCommonAlertSchema";

    /// <summary>
    /// <c>POST /api/alerts</c>: takes the common alert schema. Alerts arrive at least once: the same alert at the same firing is one cycle.
    /// A resolved alert, or one about resources that are not managed, is acknowledged and starts nothing.
    /// </summary>
    [Function("ReceiveAlert")]
    public async Task<IResult> Receive(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "alerts")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var essentials = Essentials(await RequestBody.ReadLooseAsync(request, cancellationToken));
        var targets = Targets(essentials);
        var named = (await stores.ListAsync(cancellationToken))
            .Where(s => targets.Contains(s.ResourceId)).Select(s => s.Id).ToList();
        if (!string.Equals(Text(essentials, "monitorCondition"), "Fired", StringComparison.Ordinal) || named.Count == 0)
        {
            return Results.Ok(new { Started = false, Stores = named });
        }

        var key = SHA256.HashData(Encoding.UTF8.GetBytes(Text(essentials, "alertId") + Text(essentials, "firedDateTime")));
        var suffix = "alert" + Convert.ToHexStringLower(key.AsSpan(0, 6));
        var known = (await cycles.LatestAsync(CyclesToSearch, cancellationToken)).FirstOrDefault(c => c.Id.EndsWith(suffix, StringComparison.Ordinal));
        var cycle = known ?? await starter.StartAsync(client, CycleSource.Alert, time.GetUtcNow(), named, cancellationToken, suffix);
        return Results.Accepted($"/api/cycles/{cycle.Id}", new { Started = true, Stores = named, StatusUrl = $"/api/cycles/{cycle.Id}" });
    }

    private static JsonElement Essentials(JsonElement body)
    {
        var schema = Text(body, "schemaId");
        if (schema != Schema)
        {
            throw ApiException.Invalid("schemaId", schema, $"Switch the action group to the common alert schema ('{Schema}').");
        }

        var essentials = body.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("essentials", out var e) ? e : default;
        if (essentials.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Invalid("data.essentials", null, "Send the alert as Azure Monitor does, with data.essentials.");
        }

        foreach (var field in (string[])["alertId", "monitorCondition", "firedDateTime"])
        {
            if (Text(essentials, field) is null)
            {
                throw ApiException.Invalid("data.essentials." + field, null, "Send the alert as Azure Monitor does, with this field.");
            }
        }

        return essentials;
    }

    private static HashSet<string> Targets(JsonElement essentials)
    {
        if (!essentials.TryGetProperty("alertTargetIDs", out var ids) || ids.ValueKind != JsonValueKind.Array)
        {
            throw ApiException.Invalid("data.essentials.alertTargetIDs", null, "Send the resource ids that the alert is about.");
        }

        return ids.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
