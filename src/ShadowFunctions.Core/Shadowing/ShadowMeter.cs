using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Shadowing;

/// <summary>
/// Charges a serverless shadow for the time since the last look: idle price while awake, full price while a pass or a rehearsal ran, storage
/// always. Where the platform leaves a doubt (it was paused and resumed in between) the time counts as awake, so the figure errs upward.
/// </summary>
public static class ShadowMeter
{
    /// <summary>The account after a look. Pure; looking twice at one instant charges once.</summary>
    /// <param name="account">The account so far.</param>
    /// <param name="status">What the platform reports.</param>
    /// <param name="shadow">What was done with the shadow.</param>
    /// <param name="passSeconds">Longest a sampling pass takes, seconds.</param>
    /// <param name="runSeconds">Longest a rehearsal takes, seconds.</param>
    /// <param name="now">Instant of the look, UTC.</param>
    public static ShadowAccount Charge(ShadowAccount account, ShadowStatus status, ShadowState? shadow, double passSeconds, double runSeconds, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(status);
        var from = account.ChargedUntil is { } last && last < now ? last : now;
        var hours = (now - from).TotalHours;
        var awake = AwakeHours(status, from, now);
        var worked = Math.Min(awake, (
            (Math.Max(0, (shadow?.Batches ?? 0) - account.Batches) * passSeconds)
            + (Math.Max(0, (shadow?.WorkloadRuns ?? 0) - account.WorkloadRuns) * runSeconds)) / 3600);
        var cost = (hours * status.StorageCostPerHour) + (awake * status.IdleCostPerHour) + (worked * (status.FullCostPerHour - status.IdleCostPerHour));
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var today = from >= midnight ? account.CostToday + cost : hours > 0 ? cost * ((now - midnight).TotalHours / hours) : 0;
        return account with
        {
            Size = status.Size,
            Paused = status.Paused,
            ChargedUntil = now,
            Hours = account.Hours + hours,
            AwakeHours = account.AwakeHours + awake,
            Cost = account.Cost + cost,
            CostAdded = cost,
            CostToday = today,
            CostPerHour = hours > 0 ? cost / hours : account.CostPerHour,
            StandingPerHour = hours > 0 ? status.StorageCostPerHour + (awake / hours * status.IdleCostPerHour) : account.StandingPerHour,
            Batches = shadow?.Batches ?? 0,
            WorkloadRuns = shadow?.WorkloadRuns ?? 0,
            Error = null,
        };
    }

    /// <summary>Why a shadow must not cost more today; null while it may.</summary>
    /// <param name="ownToday">What it and its read sources have cost since midnight UTC.</param>
    /// <param name="fleetToday">What all shadows and read sources have cost since midnight UTC, this one included.</param>
    /// <param name="perShadow">Most that one shadow may cost in a day.</param>
    /// <param name="perFleet">Most that all shadows may cost in a day together.</param>
    public static Reason? Cap(double ownToday, double fleetToday, double perShadow, double perFleet) =>
        ownToday >= perShadow
            ? new Reason(ReasonCode.ShadowCostCap, FormattableString.Invariant($"The shadow has cost {ownToday:0.00} since midnight UTC; {perShadow:0.##} are allowed."))
            : fleetToday >= perFleet
                ? new Reason(ReasonCode.FleetShadowCostCap, FormattableString.Invariant($"All shadows have cost {fleetToday:0.00} since midnight UTC; {perFleet:0.##} are allowed."))
                : null;

    private static double AwakeHours(ShadowStatus status, DateTimeOffset from, DateTimeOffset to)
    {
        var end = status is { Paused: true, PausedAt: { } paused } ? Earlier(to, paused) : to;
        var start = !status.Paused && status.ResumedAt is { } resumed && status.PausedAt is { } before && before <= from ? Later(from, resumed) : from;
        return Math.Max(0, (end - start).TotalHours);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
