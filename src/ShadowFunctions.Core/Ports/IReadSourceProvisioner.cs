using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>
/// Makes and removes databases that only the sampler reads, on the shadow server, never on production's. They hold production's data in clear,
/// so they are made only for stores whose owner allowed it. Errors as in <see cref="IShadowProvisioner"/>.
/// </summary>
public interface IReadSourceProvisioner
{
    /// <summary>Asks for the run's database once and tells whether it can be read; null while it is being made.</summary>
    Task<ShadowHandle?> EnsureAsync(Store store, ReadSourceRun run, CancellationToken cancellationToken);

    /// <summary>Asks for the removal of the run's database; true once it is gone.</summary>
    Task<bool> RemoveAsync(Store store, ReadSourceRun run, CancellationToken cancellationToken);
}
