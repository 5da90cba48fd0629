using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>A function on a schedule.</summary>
internal sealed class TimerFunction(FunctionEntry function, TimerSchedule schedule, FunctionInvoker invoker, ILogger<TimerFunction> logger)
    : IDueSource
{
    public string Name => function.Name;

    public DateTimeOffset? NextDueAfter(DateTimeOffset clock) => schedule.Next(clock);

    public async Task FireAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        try
        {
            await invoker.InvokeAsync(function, InfoAt(due), cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // As on a Functions host: a failed tick is logged and the schedule goes on.
            logger.LogError(error, "Timer function {Function} failed at {Due:o}.", function.Name, due);
        }
    }

    /// <summary>The schedule in the trigger with its settings resolved.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing.</exception>
    /// <exception cref="FormatException">The schedule is not NCRONTAB.</exception>
    public static TimerSchedule ScheduleOf(FunctionEntry function, IConfiguration configuration)
        => TimerSchedule.Parse(
            SettingResolver.Resolve(((TimerTriggerAttribute)function.Trigger).Schedule, configuration, function.Name), function.Name);

    // Last comes from the schedule and not from memory, so that a restarted host tells the function the same.
    private TimerInfo InfoAt(DateTimeOffset due) => new()
    {
        ScheduleStatus = new ScheduleStatus
        {
            Last = schedule.Previous(due)?.UtcDateTime ?? default,
            Next = schedule.Next(due)?.UtcDateTime ?? default,
            LastUpdated = due.UtcDateTime,
        },
    };
}
