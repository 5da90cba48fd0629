namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Work that falls due at known instants, beside the durable timers.</summary>
public interface IDueSource
{
    /// <summary>The first instant after <paramref name="clock"/> at which something is due; null when nothing ever is.</summary>
    /// <param name="clock">The current instant of the emulated clock.</param>
    DateTimeOffset? NextDueAfter(DateTimeOffset clock);

    /// <summary>Runs everything due at <paramref name="due"/> and completes when it has finished.</summary>
    /// <param name="due">An instant that <see cref="NextDueAfter"/> returned; the clock stands at it.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    Task FireAsync(DateTimeOffset due, CancellationToken cancellationToken);
}
