using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Activities;

/// <summary>
/// Leaves asleep what sleeps. A serverless database is woken by a login, and kept awake by one: where it may pause nothing of this product signs in to
/// it, neither to sample nor to learn nor to look. Metrics come from the platform and wake nobody.
/// </summary>
public sealed class SleepGuard(ICapacityControl capacity)
{
    /// <summary>Why production must not be signed in to; null when it may. Asks the platform, not the database.</summary>
    public async Task<string?> WhyNotAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Kind == StoreKind.SqlDatabase ? WhyNot(await capacity.ReadAsync(store, cancellationToken)) : null;
    }

    /// <summary>The same from what the platform has just told.</summary>
    public static string? WhyNot(CapacityState state) => state switch
    {
        { Online: false } => "it is not online.",
        { Serverless.PauseDelayMinutes: >= 0 } => "it is serverless and may pause, which a login would prevent.",
        _ => null,
    };
}
