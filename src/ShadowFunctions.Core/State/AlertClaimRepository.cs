using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>Alerts that were taken up, ordered by the instant of their firing.</summary>
public sealed class AlertClaimRepository(IStateStore store) : StateDocuments<AlertClaim>(store, StateKinds.AlertClaim)
{
    /// <summary>Takes up an alert, or returns the claim that another delivery of it made. Of parallel calls exactly one inserts.</summary>
    public async Task<AlertClaim> ClaimAsync(AlertClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return (await InsertIfAbsentAsync(StateKinds.Fleet, claim.Id, claim, cancellationToken)).Value;
    }

    /// <summary>Forgets the oldest claims made before an instant, at most so many; returns how many.</summary>
    public Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        PurgeAsync(StateKinds.Fleet, c => c.Id, c => c.At < before, _ => true, most, cancellationToken);
}
