using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>A function on a schedule.</summary>
internal sealed record TimerFunction(FunctionEntry Function, TimerSchedule Schedule)
{
    public static TimerFunction From(FunctionEntry function, IConfiguration configuration)
    {
        var setting = ((TimerTriggerAttribute)function.Trigger).Schedule;
        return new(function, TimerSchedule.Parse(SettingResolver.Resolve(setting, configuration, function.Name), function.Name));
    }

    public FunctionListingEntry ToListing() => new(Function.Name, TriggerKind.Timer, Schedule: Schedule.Expression);

    // Last comes from the schedule and not from memory, so that a restarted host tells the function the same.
    public TimerInfo InfoAt(DateTimeOffset due) => new()
    {
        ScheduleStatus = new ScheduleStatus
        {
            Last = Schedule.Previous(due)?.UtcDateTime ?? default,
            Next = Schedule.Next(due)?.UtcDateTime ?? default,
            LastUpdated = due.UtcDateTime,
        },
    };
}
