using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>
/// The resources that one decision changes, one after the other: a database and its geo secondaries. Whoever has to be the larger goes first,
/// so that at no time a primary writes more than a secondary can follow: secondaries first on the way up, the primary first on the way down.
/// </summary>
public static class ScaleRoute
{
    /// <summary>The resource ids in the order of their change.</summary>
    public static IReadOnlyList<string> Of(string primary, IReadOnlyList<string> secondaries, bool up)
    {
        ArgumentNullException.ThrowIfNull(secondaries);
        return up ? [.. secondaries, primary] : [primary, .. secondaries];
    }

    /// <summary>True for a change that only brings the secondaries to the size the store has.</summary>
    public static bool IsRepair(ScaleOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation.Extras is null && string.Equals(operation.From, operation.To, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The store as the present leg of an operation sees it: itself, or its secondary.</summary>
    public static Store At(Store store, ScaleOperation operation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(operation);
        return operation.Route is { } route ? store with { ResourceId = route[operation.Leg] } : store;
    }

    /// <summary>True while the present leg is the store itself.</summary>
    public static bool IsAtHome(Store store, ScaleOperation operation)
    {
        ArgumentNullException.ThrowIfNull(store);
        return string.Equals(At(store, operation).ResourceId, store.ResourceId, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What the present leg asks for: under a name of its own, and replicas only of the store itself.</summary>
    public static ScaleOperation Request(Store store, ScaleOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation with
        {
            Id = operation.Leg == 0 ? operation.Id : $"{operation.Id}.{operation.Leg}",
            Extras = IsAtHome(store, operation) ? operation.Extras : operation.Extras is { MaxDataBytes: { } bytes } ? new SizeExtras(bytes) : null,
        };
    }

    /// <summary>A verified leg: the next one is intended, with as much time as the first had; the last one ends the operation.</summary>
    public static ScaleOperation Advance(ScaleOperation verified)
    {
        ArgumentNullException.ThrowIfNull(verified);
        return verified is { Status: ScaleOperationStatus.Verified, ReadyAt: { } ready } && verified.Leg + 1 < verified.Route?.Count
            ? verified with
            {
                Status = ScaleOperationStatus.Intended,
                Leg = verified.Leg + 1,
                BegunAt = verified.BegunAt ?? verified.RequestedAt,
                RequestedAt = null,
                ReadyAt = null,
                ReportedAt = null,
                Ticket = null,
                Patches = 0,
                Deadline = ready + (verified.Deadline - verified.IntendedAt),
            }
            : verified;
    }
}
