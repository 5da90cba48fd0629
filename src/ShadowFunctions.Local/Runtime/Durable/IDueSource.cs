namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Something besides durable timers that is due at instants: a timer trigger.</summary>
public interface IDueSource
{
    /// <summary>
    /// Unique and stable: the last fired instant is stored under it, and it orders sources due together. The type's name
    /// unless given.
    /// </summary>
    string Name => GetType().Name;

    /// <summary>The first instant strictly after another; null when there is none.</summary>
    DateTimeOffset? NextDueAfter(DateTimeOffset clock);

    /// <summary>
    /// Acts on a due instant and completes when all of it is stored. Repeated with the same instant after a crash, so it
    /// must be idempotent.
    /// </summary>
    Task FireAsync(DateTimeOffset due, CancellationToken cancellationToken);
}
