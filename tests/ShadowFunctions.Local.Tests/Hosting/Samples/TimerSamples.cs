using Microsoft.Azure.Functions.Worker;

namespace ShadowFunctions.Local.Tests.Hosting.Samples;

public sealed class TimerSamples(Recorder recorder, TimeProvider clock)
{
    [Function("ZetaEveryTenMinutes")]
    public Task Zeta([TimerTrigger("0 */10 * * * *")] TimerInfo timer)
    {
        recorder.Add($"Zeta {clock.GetUtcNow():HH:mm} last {timer.ScheduleStatus!.Last:HH:mm} next {timer.ScheduleStatus.Next:HH:mm}");
        return Task.CompletedTask;
    }

    [Function("AlphaFromSetting")]
    public async Task Alpha([TimerTrigger("%ALPHA_SCHEDULE%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        recorder.Add($"Alpha {clock.GetUtcNow():HH:mm}");
        throw new InvalidOperationException("A failed tick must not stop the schedule.");
    }
}
