using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>Makes, finds and removes shadows. Touches only what it made itself, never production.</summary>
public interface IShadowProvisioner
{
    /// <summary>Finds the store's shadow or makes it; repeated calls return the same shadow.</summary>
    Task<ShadowHandle> EnsureAsync(Store store, CancellationToken cancellationToken);

    /// <summary>Removes the store's shadow; none there is no error.</summary>
    Task RemoveAsync(Store store, CancellationToken cancellationToken);
}
