using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>Reads and writes the reactive triggers (alert rules) of a store. Applying the same settings twice changes nothing.</summary>
public interface ITriggerControl
{
    /// <summary>The settings in force; null when the store has none of ours.</summary>
    Task<TriggerSettings?> ReadAsync(Store store, CancellationToken cancellationToken);

    /// <summary>Makes these settings the ones in force.</summary>
    Task ApplyAsync(Store store, TriggerSettings settings, CancellationToken cancellationToken);

    /// <summary>Removes everything of ours; nothing there is no error.</summary>
    Task RemoveAsync(Store store, CancellationToken cancellationToken);
}
