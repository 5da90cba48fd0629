using Microsoft.DurableTask;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Tries a durable task again as its options say. Delays are durable timers.</summary>
internal static class RetryLoop
{
    public static async Task<T> RunAsync<T>(
        TaskOrchestrationContext context, TaskRetryOptions? retry, Func<Task<T>> attemptAsync)
    {
        DateTime firstAttemptAt = context.CurrentUtcDateTime;
        for (int attempt = 1; ; attempt++)
        {
            TaskFailedException failure;
            try
            {
                return await attemptAsync();
            }
            catch (TaskFailedException exception) when (retry is not null)
            {
                failure = exception;
            }

            TimeSpan elapsed = context.CurrentUtcDateTime - firstAttemptAt;
            if (!await ShouldRetryAsync(context, retry, failure, attempt, elapsed))
            {
                throw failure;
            }

            if (retry.Policy is { } policy)
            {
                await context.CreateTimer(DelayBeforeAttempt(policy, attempt + 1), CancellationToken.None);
            }
        }
    }

    /// <summary>Delay before an attempt (the second is the first that waits): exponential, capped.</summary>
    public static TimeSpan DelayBeforeAttempt(RetryPolicy policy, int attempt)
    {
        double milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 2);
        TimeSpan limit = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return milliseconds < limit.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : limit;
    }

    private static async Task<bool> ShouldRetryAsync(
        TaskOrchestrationContext context, TaskRetryOptions retry, TaskFailedException failure, int attempt, TimeSpan elapsed)
    {
        if (retry.Handler is { } handler)
        {
            return await handler(new RetryContext(context, attempt, failure.FailureDetails, elapsed, CancellationToken.None));
        }

        RetryPolicy policy = retry.Policy!;
        bool inTime = policy.RetryTimeout == Timeout.InfiniteTimeSpan || elapsed < policy.RetryTimeout;
        if (attempt >= policy.MaxNumberOfAttempts || !inTime)
        {
            return false;
        }

#pragma warning disable CS0618 // The only member of the vendor's type from which RetryPolicy.HandleFailure can be called.
        return policy.HandleAsync is not { } handle || await handle(failure);
#pragma warning restore CS0618
    }
}
