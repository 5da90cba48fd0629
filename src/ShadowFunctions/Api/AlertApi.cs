using System.Globalization;
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
public sealed class AlertApi(CycleStarter starter, AlertClaimRepository claims, StoreRepository stores, TimeProvider time)
{
    // Clocks differ; what lies further ahead is no firing.
    private static readonly TimeSpan MostAhead = TimeSpan.FromHours(1);
    private const string Schema = "azureMonitorCommonAlertSchema";

    /// <summary>
    /// <c>POST /api/alerts</c>: takes the common alert schema. Alerts arrive at least once, also side by side: the same firing is one cycle.
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
        var fired = Fired(essentials);
        var named = (await stores.ListAsync(cancellationToken))
            .Where(s => targets.Contains(s.ResourceId)).Select(s => s.Id).ToList();
        if (!string.Equals(Text(essentials, "monitorCondition"), "Fired", StringComparison.Ordinal) || named.Count == 0)
        {
            return Results.Ok(new { Started = false, Stores = named });
        }

        var claim = await claims.ClaimAsync(new AlertClaim(ClaimId(essentials, fired, named), time.GetUtcNow()), cancellationToken);
        var cycle = await starter.StartAsync(client, CycleSource.Alert, claim.At, named, cancellationToken, "alert" + claim.Id[^12..]);
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

    /// <summary>When the alert fired.</summary>
    private DateTimeOffset Fired(JsonElement essentials) =>
        DateTimeOffset.TryParse(Text(essentials, "firedDateTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var fired)
        && fired <= time.GetUtcNow() + MostAhead
            ? fired
            : throw ApiException.Invalid(
                "data.essentials.firedDateTime", Text(essentials, "firedDateTime"), "Send the instant of the firing in ISO 8601, UTC, not ahead of now.");

    private static string ClaimId(JsonElement essentials, DateTimeOffset fired, IReadOnlyList<string> stores)
    {
        var text = string.Join('\n', [Text(essentials, "alertId"), Text(essentials, "firedDateTime"), .. stores.Order(StringComparer.Ordinal)]);
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return $"{fired.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(key.AsSpan(0, 16))}";
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
