using Azure.Core;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Doctor;

/// <summary>Does the app's clock agree with the platform's? Metrics windows, schedules and tokens go by it.</summary>
public sealed class ClockCheck(AzureConnection connection, TimeProvider time) : IDeploymentCheck
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Name => "Clock";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken)
    {
        // Any answer of the platform carries its time, a refusal too.
        var response = await ArmRest.SendAsync(connection, RequestMethod.Get, "/subscriptions?api-version=2022-12-01", null, cancellationToken);
        if (response.Headers.Date is not { } theirs)
        {
            return [CheckResult.Skip(Name, "clock", "The platform's answer carries no date.")];
        }

        var ahead = time.GetUtcNow() - theirs;
        return [ahead.Duration() <= Tolerated
            ? CheckResult.Pass(Name, "clock", "Within a minute of the platform's.")
            : CheckResult.Fail(
                Name, "clock", $"The app's clock is {ahead.Duration():hh\\:mm\\:ss} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the platform's.",
                "Restart the app; on a machine of your own, set its clock by network time (NTP).")];
    }
}
