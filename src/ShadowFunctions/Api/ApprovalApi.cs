using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Api;

/// <summary>Answer a proposed change.</summary>
public sealed class ApprovalApi(StoreLookup stores, IDecisionLog decisions)
{
    /// <summary><c>POST /api/stores/{id}/decisions/{decisionId}/approve</c>: applies a proposed change.</summary>
    [Function("ApproveDecision")]
    public Task<IResult> Approve(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "stores/{storeId}/decisions/{decisionId}/approve")] HttpRequest request,
        string storeId,
        string decisionId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => Answer(request, storeId, decisionId, approved: true, client, cancellationToken);

    /// <summary><c>POST /api/stores/{id}/decisions/{decisionId}/reject</c>: rejects a proposed change.</summary>
    [Function("RejectDecision")]
    public Task<IResult> Reject(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "stores/{storeId}/decisions/{decisionId}/reject")] HttpRequest request,
        string storeId,
        string decisionId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => Answer(request, storeId, decisionId, approved: false, client, cancellationToken);

    private async Task<IResult> Answer(
        HttpRequest request, string storeId, string decisionId, bool approved, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var store = await stores.FindAsync(storeId, cancellationToken);
        var body = await RequestBody.ReadOrDefaultAsync(request, new ApprovalRequest(), cancellationToken);
        var decision = await decisions.FindAsync(store.Id, Ids.Checked("decision", decisionId), cancellationToken)
            ?? throw ApiException.NotFound("decision", decisionId, $"GET /api/stores/{store.Id}/decisions lists the newest.");
        if (decision.Outcome != DecisionOutcome.AwaitingApproval)
        {
            throw ApiException.Conflict("decision", decisionId, $"This decision is '{decision.Outcome}': only one that awaits approval can be answered.");
        }

        await client.RaiseEventAsync(
            Names.StoreInstanceId(store.Id), Names.ApprovalEvent, new Approval(decisionId, approved, body.By), cancellationToken);
        return Results.Accepted($"/api/stores/{store.Id}/decisions", new { decisionId, approved });
    }
}
