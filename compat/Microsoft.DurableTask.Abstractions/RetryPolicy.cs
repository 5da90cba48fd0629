namespace Microsoft.DurableTask;

/// <summary>How often and how long apart a failed task is tried again.</summary>
public class RetryPolicy
{
    /// <summary>Creates a policy. <see cref="Timeout.InfiniteTimeSpan"/> lifts either upper limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Attempts or first interval not positive, coefficient below 1, or an upper limit below the first interval.
    /// </exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1,
        TimeSpan? maxRetryInterval = default,
        TimeSpan? retryTimeout = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        ThrowIfBelowFirst(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        ThrowIfBelowFirst(retryTimeout, firstRetryInterval, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>Attempts in all, the first included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>Delay before the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>Factor from one delay to the next.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>Longest delay; one hour unless given.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>A failure later than this after the first attempt began is final; infinite unless given.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Decides on the exception whether to retry; null retries always.</summary>
    [Obsolete("Use HandleFailure instead.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    /// <summary>Decides on the failure whether to retry.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init
        {
            ArgumentNullException.ThrowIfNull(value);
#pragma warning disable CS0618 // The obsolete member is where the vendor keeps the one decision.
            HandleAsync = exception => Task.FromResult(
                value((exception as TaskFailedException)?.FailureDetails ?? TaskFailureDetails.FromException(exception)));
#pragma warning restore CS0618
        }
    }

    private static void ThrowIfBelowFirst(TimeSpan? limit, TimeSpan firstRetryInterval, string name)
    {
        if (limit < firstRetryInterval && limit != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, limit, "The value must not be less than firstRetryInterval.");
        }
    }
}
