using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ShadowFunctions.Orchestrations;

/// <summary>
/// One store's pass of the control loop, in the order of the concept: replicate a sample, run the workload on the shadow, predict,
/// decide, pre-allocate in production, adjust triggers, adapt the shadow. A pass without shadow work costs at most four actions.
/// </summary>
public static class StoreOrchestrator
{
    private const int MostPutOff = 3;
    private const double LongestPutOffSeconds = 600;

    /// <summary>Runs the pass that is assigned to the store; ends at once when there is none.</summary>
    [Function(Names.StoreOrchestrator)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var storeId = context.GetInput<string>()
            ?? throw new InvalidOperationException("StoreOrchestrator needs the id of a store as its input.");
        var work = await context.CallActivityAsync<StoreWork?>(Names.BeginStoreCycle, storeId, Retries.Transient);
        if (work is null)
        {
            return;
        }

        try
        {
            await RunPass(context, work);
        }
        catch (TaskFailedException failure)
        {
            // A store that fails is reported and skipped; the next cycle starts anew and the other stores never notice.
            await context.CallActivityAsync(Names.FailStoreCycle, new StoreFailure(work, Describe(failure)), Retries.Transient);
        }
    }

    private static async Task RunPass(TaskOrchestrationContext context, StoreWork work)
    {
        if (work.OpenOperationId is { } open)
        {
            // An earlier pass failed while its change was running: find out what became of it before deciding anew.
            await PreScale(context, work, open, $"{Names.PreScaleInstanceId(open)}-{work.CycleId}");
        }

        await RunShadow(context, work);
        await context.CallActivityAsync(Names.Forecast, work, Retries.Transient);
        var verdict = await context.CallActivityAsync<Verdict>(Names.Decide, work, Retries.Transient);
        if (verdict.ApprovalSeconds is { } seconds)
        {
            verdict = await AskOwner(context, work, verdict.DecisionId, TimeSpan.FromSeconds(seconds));
        }

        if (verdict.Apply)
        {
            verdict = await Apply(context, work, verdict);
        }

        if (verdict.TuneTriggers)
        {
            await TuneTriggers(context, work with { Closing = !verdict.AdaptShadow });
        }

        if (verdict.AdaptShadow)
        {
            await context.CallActivityAsync(Names.AdaptShadow, work with { Closing = true }, Retries.Transient);
        }
    }

    /// <summary>
    /// Makes the change. A request that the platform put off is never repeated: after the wait it asked for, everything is decided anew on
    /// what is true then, so that each decision is behind one request at most.
    /// </summary>
    private static async Task<Verdict> Apply(TaskOrchestrationContext context, StoreWork work, Verdict verdict)
    {
        for (var attempt = 1; ; attempt++)
        {
            var step = await PreScale(context, work, verdict.DecisionId, Names.PreScaleInstanceId(verdict.DecisionId));
            if (step.RetrySeconds is not { } seconds || attempt > MostPutOff)
            {
                return verdict;
            }

            await context.CreateTimer(TimeSpan.FromSeconds(Math.Clamp(seconds, 1, LongestPutOffSeconds)), CancellationToken.None);
            var again = await context.CallActivityAsync<Verdict>(Names.Decide, work with { Attempt = attempt }, Retries.Transient);
            verdict = again with { TuneTriggers = verdict.TuneTriggers || again.TuneTriggers };
            if (!again.Apply)
            {
                return verdict;
            }
        }
    }

    private static async Task TuneTriggers(TaskOrchestrationContext context, StoreWork work)
    {
        while (await context.CallActivityAsync<double?>(Names.TuneTriggers, work, Retries.Transient) is { } seconds)
        {
            await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
            work = work with { WaitedSeconds = work.WaitedSeconds + seconds };
        }
    }

    private static Task<PreScaleStep> PreScale(TaskOrchestrationContext context, StoreWork work, string operationId, string instanceId) =>
        context.CallSubOrchestratorAsync<PreScaleStep>(
            Names.PreScaleOrchestrator, new PreScaleInput(work.StoreId, operationId), new SubOrchestrationOptions(instanceId: instanceId));

    private static async Task RunShadow(TaskOrchestrationContext context, StoreWork work)
    {
        try
        {
            if (work.SampleDue)
            {
                await context.CallActivityAsync(Names.SampleReplication, work, Retries.Transient);
            }

            if (work.RunDue || work.LearnDue)
            {
                await context.CallActivityAsync(Names.RunWorkload, work, Retries.Transient);
            }
        }
        catch (TaskFailedException failure)
        {
            // Without its shadow a store is still predicted from history: sizing must not depend on a copy.
            context.CreateReplaySafeLogger(nameof(StoreOrchestrator))
                .LogWarning("Shadow work of {Store} failed: {Error}", work.StoreId, Describe(failure));
        }
    }

    private static async Task<Verdict> AskOwner(TaskOrchestrationContext context, StoreWork work, string decisionId, TimeSpan patience)
    {
        var deadline = context.CurrentUtcDateTime + patience;
        var answer = new Approval(decisionId, Approved: false, Expired: true);
        while (context.CurrentUtcDateTime < deadline)
        {
            try
            {
                var received = await context.WaitForExternalEvent<Approval>(Names.ApprovalEvent, deadline - context.CurrentUtcDateTime);
                if (received?.DecisionId == decisionId)
                {
                    answer = received;
                    break;
                }
            }
            catch (OperationCanceledException)
            {
                // Nobody answered in time: the change is not made.
                break;
            }
        }

        return await context.CallActivityAsync<Verdict>(Names.RecordApproval, new ApprovalAnswer(work, answer), Retries.Transient);
    }

    private static string Describe(TaskFailedException failure)
    {
        var details = failure.FailureDetails;
        while (details.InnerFailure is { } inner)
        {
            details = inner;
        }

        return $"{failure.TaskName}: {details.ErrorMessage}";
    }
}
