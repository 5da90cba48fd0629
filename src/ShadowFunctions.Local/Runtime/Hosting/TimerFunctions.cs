using Microsoft.Extensions.Logging;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>All timer functions of the app as one source of due instants.</summary>
internal sealed class TimerFunctions(IEnumerable<TimerFunction> timers, FunctionInvoker invoker, ILogger<TimerFunctions> logger) : IDueSource
{
    private readonly IReadOnlyList<TimerFunction> _timers =
        [.. timers.OrderBy(timer => timer.Function.Name, StringComparer.OrdinalIgnoreCase)];

    public DateTimeOffset? NextDueAfter(DateTimeOffset clock) => _timers.Min(timer => timer.Schedule.Next(clock));

    /// <summary>Runs every timer function due at the instant, one after the other in name order.</summary>
    public async Task FireAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        foreach (var timer in _timers.Where(timer => timer.Schedule.Includes(due)))
        {
            try
            {
                await invoker.InvokeAsync(timer.Function, timer.InfoAt(due), cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // As on a Functions host: a failed tick is logged and the schedule goes on.
                logger.LogError(error, "Timer function {Function} failed at {Due:o}.", timer.Function.Name, due);
            }
        }
    }
}
