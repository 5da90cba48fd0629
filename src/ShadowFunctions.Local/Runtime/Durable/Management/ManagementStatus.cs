using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Reads of instances over HTTP.</summary>
internal static class ManagementStatus
{
    private const string TokenHeader = "x-ms-continuation-token";

    public static IResult Get(
        HttpRequest request,
        DurableEngine engine,
        string id,
        bool showHistory = false,
        bool showHistoryOutput = false,
        bool showInput = true,
        bool returnInternalServerErrorOnFailure = false)
    {
        if (engine.Reader.FindInstance(id) is not { } row)
        {
            return Results.NotFound();
        }

        JsonObject status = ToJson(row, showInput);
        status["historyEvents"] = showHistory
            ? HistoryJsonView.ToArray(engine.Reader.ReadHistory(row.Execution), showHistoryOutput)
            : null;
        if (row.IsEnded)
        {
            bool asError = row.Status == OrchestrationRuntimeStatus.Failed && returnInternalServerErrorOnFailure;
            return Results.Json(status, statusCode: asError ? 500 : 200);
        }

        request.HttpContext.Response.Headers.RetryAfter = "5";
        return Results.Accepted(ManagementPayload.StatusUri(request, id), status);
    }

    public static IResult List(
        HttpRequest request,
        DurableEngine engine,
        DateTimeOffset? createdTimeFrom,
        DateTimeOffset? createdTimeTo,
        string? runtimeStatus,
        string? instanceIdPrefix,
        bool showInput = true,
        int top = 100)
    {
        if (!TryParseStatuses(runtimeStatus, out OrchestrationRuntimeStatus[]? statuses) || top < 1)
        {
            return Results.BadRequest(new
            {
                message = $"runtimeStatus '{runtimeStatus}' or top '{top}' is not valid; use statuses such as "
                    + "Running,Completed and a positive number.",
            });
        }

        List<InstanceRow> rows = engine.Reader.FindInstances(new InstancePage(top + 1)
        {
            AfterId = request.Headers[TokenHeader].FirstOrDefault(),
            IdPrefix = instanceIdPrefix,
            CreatedFrom = createdTimeFrom,
            CreatedTo = createdTimeTo,
            Statuses = statuses,
        });
        if (rows.Count > top)
        {
            request.HttpContext.Response.Headers[TokenHeader] = rows[top - 1].Id;
        }

        return Results.Json(rows.Take(top).Select(row => ToJson(row, showInput)));
    }

    /// <summary>Statuses from a list such as "Running,Completed"; null for none.</summary>
    public static bool TryParseStatuses(string? text, out OrchestrationRuntimeStatus[]? statuses)
    {
        statuses = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        List<OrchestrationRuntimeStatus> parsed = [];
        foreach (string name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Enum.TryParse(name, ignoreCase: true, out OrchestrationRuntimeStatus status) || !Enum.IsDefined(status))
            {
                return false;
            }

            parsed.Add(status);
        }

        statuses = [.. parsed];
        return true;
    }

    private static JsonObject ToJson(InstanceRow row, bool showInput) => new()
    {
        ["name"] = row.Identity.Name,
        ["instanceId"] = row.Id,
        ["runtimeStatus"] = row.Status.ToString(),
        ["input"] = showInput ? HistoryJsonView.Parse(row.Input) : null,
        ["customStatus"] = HistoryJsonView.Parse(row.CustomStatus),
        ["output"] = HistoryJsonView.Parse(row.Output),
        ["createdTime"] = Time(row.CreatedAt),
        ["lastUpdatedTime"] = Time(row.UpdatedAt),
    };

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
