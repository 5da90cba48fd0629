using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Decides, records the decision and, where production is to be changed, the intent. All formulas are in Core.</summary>
public sealed class DecideActivity(
    StoreContext context,
    FleetControlRepository fleet,
    ICapacityControl capacity,
    UsageHistory history,
    PredictionRepository predictions,
    SizeInForceRepository sizes,
    PlanMemoryRepository memories,
    CapacityModelRepository models,
    ScaleOperationRepository operations,
    IDecisionLog decisions,
    FollowUps followUps,
    Sizing sizing,
    TransactionCheck transactions,
    MissingStores missing,
    IOptions<ShadowOptions> options,
    TimeProvider time)
{
    private const int RecentMinutes = 60;
    private const int RecentOperations = 20;

    /// <summary>One decision per store and cycle: a repeat returns the recorded one.</summary>
    [Function(Names.Decide)]
    public async Task<Verdict> Run([ActivityTrigger] StoreWork work, CancellationToken cancellationToken)
    {
        var store = await context.StoreAsync(work.StoreId, cancellationToken);
        var decision = await decisions.FindAsync(store.Id, DecisionInput.IdOf(store.Id, work.CycleId, work.Attempt), cancellationToken)
            ?? await Decide(store, work, cancellationToken);
        if (decision.Outcome == DecisionOutcome.Apply)
        {
            await operations.IntendAsync(Intents.Of(decision, options.Value.ScaleDeadlineMinutes), cancellationToken);
        }

        var verdict = await followUps.OfAsync(store, work, decision, cancellationToken);
        if (verdict is { Apply: false, ApprovalSeconds: null, TuneTriggers: false, AdaptShadow: false })
        {
            await context.CloseAsync(work, cancellationToken);
        }

        return verdict;
    }

    private async Task<Decision> Decide(Store store, StoreWork work, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = (await predictions.GetAsync(store.Id, cancellationToken))?.Value;
        var latest = await decisions.LatestAsync(store.Id, 1, cancellationToken);
        var ladder = await sizing.LadderAsync(store, cancellationToken);
        var input = new DecisionInput
        {
            Store = store,
            Fleet = await fleet.GetAsync(cancellationToken),
            Now = now,
            CycleId = work.CycleId,
            Attempt = work.Attempt,
            CycleMinutes = options.Value.CycleMinutes,
            Capacity = await CapacityAsync(store, now, cancellationToken),
            Prediction = known?.Prediction is { } p && p.CycleId == work.CycleId ? p : null,
            StorageOutlook = known?.Storage,
            RecentSamples = await history.ReadAsync(store.Id, now.AddMinutes(-RecentMinutes), now, cancellationToken),
            Operations = await operations.LatestAsync(store.Id, RecentOperations, cancellationToken),
            Open = latest is [{ Outcome: DecisionOutcome.AwaitingApproval } open] ? open : null,
            Memory = (await memories.GetAsync(store.Id, cancellationToken))?.Value,
            PreviousSize = (await sizes.GetAsync(store.Id, cancellationToken))?.Value,
            Ladder = ladder.Ladder,
            LadderStale = ladder.Stale,
        };
        var result = await DecideAsync(input, cancellationToken);

        // The decision is recorded last: until then a repeat computes everything anew from the same facts.
        if (known is not null && result.Plan is not null)
        {
            await predictions.PutAsync(store.Id, known with { Plan = result.Plan }, "*", cancellationToken);
        }

        if (result.Memory is { } memory)
        {
            await memories.PutAsync(store.Id, memory, "*", cancellationToken);
        }

        await sizes.PutAsync(store.Id, result.Size, "*", cancellationToken);
        var rehearsed = Rehearsals.ReasonsOf(await context.ShadowAsync(store, cancellationToken), work);
        return await decisions.RecordAsync(result.Decision with { Reasons = [.. result.Decision.Reasons, .. rehearsed] }, cancellationToken);
    }

    /// <summary>A change that is about to be made is judged once more, with what production has open.</summary>
    private async Task<DecisionResult> DecideAsync(DecisionInput input, CancellationToken cancellationToken)
    {
        var result = Decider.Decide(input);
        if (IsSmaller(input.Ladder, result.Decision) && await models.GetAsync(input.Store.Id, cancellationToken) is { } model)
        {
            // Only a smaller size asks what the cache holds; the model is large, so it is read for nothing else here.
            input = input with { Model = model.Value };
            result = Decider.Decide(input);
        }

        return result.ScaleTo is { } to
            && await transactions.LookAsync(input.Store, input.Capacity.CurrentSize, to, input.Capacity, cancellationToken) is { } look
            ? Decider.Decide(input with { Transactions = look })
            : result;
    }

    private static bool IsSmaller(SizeLadder ladder, Decision decision) =>
        ladder.Contains(decision.From) && ladder.Contains(decision.To) && ladder.IndexOf(decision.To) < ladder.IndexOf(decision.From);

    /// <summary>What the platform says of the size; the allocated space, which it tells as a metric, comes from the history.</summary>
    private async Task<CapacityState> CapacityAsync(Store store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var state = await ReadAsync(store, cancellationToken);
        return state.AllocatedBytes is null ? state with { AllocatedBytes = await history.AllocatedAsync(store.Id, now, cancellationToken) } : state;
    }

    /// <summary>A store that is not there fails its pass, and is left out of the next ones.</summary>
    private async Task<CapacityState> ReadAsync(Store store, CancellationToken cancellationToken)
    {
        try
        {
            return await capacity.ReadAsync(store, cancellationToken);
        }
        catch (CloudRefusedException error) when (error.NotFound)
        {
            await missing.NoticeAsync(store, cancellationToken);
            throw;
        }
    }
}
