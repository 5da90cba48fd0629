using Microsoft.DurableTask;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Orchestrations;

/// <summary>The one place where activities are retried. The SDKs below do not retry, so waits never multiply.</summary>
internal static class Retries
{
    private const int Attempts = 5;
    private const double Backoff = 2;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    /// <summary>Five attempts, 5 s to 60 s apart, for failures that a repeat may help.</summary>
    public static TaskOptions Transient { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(Attempts, First, Backoff, Most)
        {
            HandleFailure = IsWorthRepeating,
        });

    /// <summary>From the first attempt to the last, without what the attempts themselves take: 75 s.</summary>
    public static TimeSpan Longest { get; } =
        TimeSpan.FromSeconds(Enumerable.Range(0, Attempts - 1).Sum(n => Math.Min(First.TotalSeconds * Math.Pow(Backoff, n), Most.TotalSeconds)));

    /// <summary>
    /// True for the marker exception. Some pairs of worker and host lose the type of a failure and deliver "(unknown)"; every activity
    /// here may be repeated safely, so those are repeated too.
    /// </summary>
    internal static bool IsWorthRepeating(TaskFailureDetails failure) =>
        failure.IsCausedBy<TransientCloudException>()
        || failure.ErrorType is null or "" or "(unknown)"
        || (failure.InnerFailure is { } inner && IsWorthRepeating(inner));
}
