using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Records what the owner answered to a proposed change.</summary>
public sealed class RecordApprovalActivity(
    StoreContext context, IDecisionLog decisions, ScaleOperationRepository operations, FollowUps followUps, TransactionCheck transactions,
    IOptions<ShadowOptions> options)
{
    /// <summary>Completes the decision and tells what is left to do. A repeat finds the answer recorded.</summary>
    [Function(Names.RecordApproval)]
    public async Task<Verdict> Run([ActivityTrigger] ApprovalAnswer answer, CancellationToken cancellationToken)
    {
        var work = answer.Work;
        var store = await context.StoreAsync(work.StoreId, cancellationToken);
        var decision = await decisions.FindAsync(store.Id, answer.Approval.DecisionId, cancellationToken)
            ?? throw new InvalidOperationException($"Decision '{answer.Approval.DecisionId}' was never recorded.");
        if (decision.Outcome == DecisionOutcome.AwaitingApproval)
        {
            decision = await CheckedAsync(store, Answered(decision, answer.Approval), cancellationToken);
            await decisions.UpdateAsync(decision, cancellationToken);
        }

        if (decision.Outcome == DecisionOutcome.Apply)
        {
            // The wait for the owner does not eat into the time the change may take.
            var deadline = options.Value.ScaleDeadlineMinutes + options.Value.ApprovalMinutes;
            await operations.IntendAsync(Intents.Of(decision, deadline), cancellationToken);
        }

        var verdict = await followUps.OfAsync(store, work, decision, cancellationToken);
        if (verdict is { Apply: false, TuneTriggers: false, AdaptShadow: false })
        {
            await context.CloseAsync(work, cancellationToken);
        }

        return verdict;
    }

    /// <summary>What was open when the change was proposed says nothing of now: an approved change is looked at like one that needs no approval.</summary>
    private async Task<Decision> CheckedAsync(Store store, Decision decision, CancellationToken cancellationToken)
    {
        if (decision.Outcome != DecisionOutcome.Apply)
        {
            return decision;
        }

        var (reason, held) = await transactions.JudgeAsync(store, decision, cancellationToken);
        return reason is null ? decision : decision with { Outcome = held ? DecisionOutcome.Refused : decision.Outcome, Reasons = [.. decision.Reasons, reason] };
    }

    internal static Decision Answered(Decision decision, Approval approval)
    {
        var by = approval.By is null ? "" : $" by {approval.By}";
        var (outcome, reason) = approval switch
        {
            { Expired: true } => (DecisionOutcome.Rejected, new Reason(ReasonCode.ApprovalExpired, "Nobody answered in time.")),
            { Approved: true } => (DecisionOutcome.Apply, new Reason(ReasonCode.Approved, $"Approved{by}.")),
            _ => (DecisionOutcome.Rejected, new Reason(ReasonCode.RejectedByOwner, $"Rejected{by}.")),
        };
        return decision with { Outcome = outcome, Reasons = [.. decision.Reasons, reason] };
    }
}
