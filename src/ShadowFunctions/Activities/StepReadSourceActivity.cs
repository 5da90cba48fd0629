using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>
/// Takes a read source one step on: making, ready, removing, ended. Each step asks the platform before it records what came of it, and asking
/// twice is asking once, so that a crash at any instant repeats a step and no more.
/// </summary>
public sealed class StepReadSourceActivity(ReadSourceRepository runs, StoreRepository stores, IReadSourceProvisioner provisioner, TimeProvider time)
{
    private const double PollSeconds = 60;

    /// <summary>Seconds until the next step is worth while; null when the run has ended or another took its place.</summary>
    [Function(Names.StepReadSource)]
    public async Task<double?> Run([ActivityTrigger] ReadSourceInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (await runs.GetAsync(input.StoreId, cancellationToken) is not { Value: { Status: not ReadSourceStatus.Ended } run } current
            || run.Id != input.RunId
            || (await stores.GetAsync(input.StoreId, cancellationToken))?.Value is not { } store)
        {
            return null;
        }

        try
        {
            var (next, seconds) = await StepAsync(store, run, cancellationToken);
            if (next != run)
            {
                await runs.PutAsync(store.Id, next, current.ETag, cancellationToken);
            }

            return seconds;
        }
        catch (TransientCloudException error)
        {
            return error.RetryAfter is { } wait ? Math.Max(1, wait.TotalSeconds) : PollSeconds;
        }
        catch (ConcurrencyException)
        {
            // The sampler has just marked it as read: look again.
            return 1;
        }
    }

    private Task<(ReadSourceRun Next, double? Seconds)> StepAsync(Store store, ReadSourceRun run, CancellationToken cancellationToken)
    {
        var late = time.GetUtcNow() >= run.Deadline;
        return run.Status switch
        {
            ReadSourceStatus.Making when late => GiveUp(run, "It could not be read before its deadline."),
            ReadSourceStatus.Making => MakeAsync(store, run, cancellationToken),
            ReadSourceStatus.Ready when late => GiveUp(run, "The sampler had not read all of it before its deadline."),
            ReadSourceStatus.Ready => Task.FromResult((run, (double?)PollSeconds)),
            _ => RemoveAsync(store, run, cancellationToken),
        };
    }

    private static Task<(ReadSourceRun Next, double? Seconds)> GiveUp(ReadSourceRun run, string why) =>
        Task.FromResult((run with { Status = ReadSourceStatus.Removing, Error = why }, (double?)1));

    private async Task<(ReadSourceRun Next, double? Seconds)> MakeAsync(Store store, ReadSourceRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await provisioner.EnsureAsync(store, run, cancellationToken) is { } handle
                ? (run with { Status = ReadSourceStatus.Ready, ReadyAt = time.GetUtcNow(), Connection = handle.Connection, CostPerHour = handle.CostPerHour }, PollSeconds)
                : (run, PollSeconds);
        }
        catch (CloudRefusedException error)
        {
            // Something may stand there half made.
            return (run with { Status = ReadSourceStatus.Removing, Error = error.Message }, 1);
        }
    }

    private async Task<(ReadSourceRun Next, double? Seconds)> RemoveAsync(Store store, ReadSourceRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await provisioner.RemoveAsync(store, run, cancellationToken) ? (Ended(run), null) : (run, PollSeconds);
        }
        catch (CloudRefusedException error)
        {
            // What stands there is not ours, or may not be looked at: it stays, and the record says so.
            return (Ended(run) with { Error = error.Message }, null);
        }
    }

    private ReadSourceRun Ended(ReadSourceRun run) => run with { Status = ReadSourceStatus.Ended, EndedAt = time.GetUtcNow(), Connection = null };
}
