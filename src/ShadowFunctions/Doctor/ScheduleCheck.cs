using Microsoft.Extensions.Options;
using NCrontab;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;

namespace ShadowFunctions.Doctor;

/// <summary>Does the timer fire as often as the app believes, and did it?</summary>
public sealed class ScheduleCheck(IConfiguration configuration, IOptions<ShadowOptions> options, CycleRepository cycles, TimeProvider time) : IDeploymentCheck
{
    private const string Setting = "SHADOW_SCHEDULE";
    private const int Firings = 200;
    private const int MissedTolerated = 3;

    /// <inheritdoc/>
    public string Name => "Schedule";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken) =>
        [Agreement(), await LastCycleAsync(cancellationToken)];

    private CheckResult Agreement()
    {
        var minutes = options.Value.CycleMinutes;
        var text = configuration[Setting] ?? "";
        if (CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true }) is not { } schedule)
        {
            return CheckResult.Fail(Name, Setting, $"'{text}' is not a schedule of six fields.", $"Set {Setting} to '0 */{minutes} * * * *'.");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var gaps = schedule.GetNextOccurrences(now, now.AddDays(2)).Take(Firings).ToList();
        var longest = gaps.Zip(gaps.Skip(1), (a, b) => b - a).DefaultIfEmpty(TimeSpan.MaxValue).Max();
        return longest == TimeSpan.FromMinutes(minutes)
            ? CheckResult.Pass(Name, Setting, $"Fires every {minutes} minutes, as Shadow:CycleMinutes says.")
            : CheckResult.Fail(Name, Setting, $"'{text}' does not fire every {minutes} minutes, which Shadow:CycleMinutes says.",
                $"Set {Setting} to '0 */{minutes} * * * *', or set both with CYCLE_MINUTES and 'azd provision'.");
    }

    private async Task<CheckResult> LastCycleAsync(CancellationToken cancellationToken)
    {
        const string subject = "last cycle";
        var newest = (await cycles.LatestAsync(Firings, cancellationToken)).FirstOrDefault(c => c.Source == CycleSource.Timer);
        var limit = TimeSpan.FromMinutes(options.Value.CycleMinutes * MissedTolerated);
        return newest is null ? CheckResult.Skip(Name, subject, "The timer has not fired yet.")
            : time.GetUtcNow() - newest.At <= limit ? CheckResult.Pass(Name, subject, $"The timer last fired for {newest.Id}.")
            : CheckResult.Fail(Name, subject, $"The timer last fired for {newest.Id}, more than {limit.TotalMinutes:0} minutes ago.",
                "Look whether the function CycleTimer is disabled (setting AzureWebJobs.CycleTimer.Disabled) and whether the host logs errors of its storage.");
    }
}
