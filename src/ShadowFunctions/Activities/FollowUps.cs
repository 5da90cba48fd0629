using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>What a pass still has to do after its decision. A pass without shadow work gets at most one follow-up.</summary>
public sealed class FollowUps(
    StoreContext context, TriggerPlanner triggers, TriggerRepository inForce, IOptions<ShadowOptions> options)
{
    /// <summary>The verdict for the orchestration.</summary>
    public async Task<Verdict> OfAsync(Store store, StoreWork work, Decision decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(decision);
        var apply = decision.Outcome == DecisionOutcome.Apply;
        double? approval = decision.Outcome == DecisionOutcome.AwaitingApproval ? options.Value.ApprovalMinutes * 60.0 : null;
        var mayAct = await context.MayActAsync(store, cancellationToken);
        // After a change it also ends the pass.
        var tune = apply || (mayAct && (store.Configuration.Triggers.Enabled
            ? (await triggers.PlanAsync(store, decision.From, cancellationToken))?.Changed == true
            : await inForce.GetAsync(store.Id, cancellationToken) is not null));
        var shadow = await context.ShadowAsync(store, cancellationToken);
        return new Verdict(decision.Id, apply, approval, tune, AdaptShadow: WorkedOn(shadow, work));
    }

    private static bool WorkedOn(ShadowState shadow, StoreWork work)
    {
        var id = $"{work.StoreId}-{work.CycleId}";
        return shadow.LastBatch?.Id == id || shadow.LastLearnId == id;
    }
}
