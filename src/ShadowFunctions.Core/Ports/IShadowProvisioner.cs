using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>
/// Makes, sizes, pauses and removes shadows. Touches only what it made itself, never production. Every call may be repeated. Errors:
/// <see cref="TransientCloudException"/> while the platform works on it, <see cref="CloudRefusedException"/> when it will not.
/// </summary>
public interface IShadowProvisioner
{
    /// <summary>True when shadows are made here; false when stores bring their own.</summary>
    bool Enabled { get; }

    /// <summary>Finds the store's shadow or makes it, and brings it to the configured size and pause delay; returns the same shadow each time.</summary>
    Task<ShadowHandle> EnsureAsync(Store store, CancellationToken cancellationToken);

    /// <summary>How the store's shadow stands; null when there is none. Does not wake it.</summary>
    Task<ShadowStatus?> ReadAsync(Store store, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the shadow cost as little as it can without losing it: smallest size, shortest pause delay. It pauses once nobody uses it.
    /// None there is no error; <see cref="EnsureAsync"/> takes it back.
    /// </summary>
    Task PauseAsync(Store store, CancellationToken cancellationToken);

    /// <summary>
    /// Asks for the removal of the store's shadow; true once it is gone. What was asked for may fail later: it is asked for again until then.
    /// Where shadows are not made here it touches none but those that live beside the app's own state.
    /// </summary>
    Task<bool> RemoveAsync(Store store, CancellationToken cancellationToken);
}
