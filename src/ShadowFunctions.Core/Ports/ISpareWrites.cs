namespace ShadowFunctions.Core.Ports;

/// <summary>
/// The fleet's budget of writes as those see it whom nobody waits for: shadows and read sources. They get what changes of production and alert
/// rules leave over. To be asked right before each single write; a write that was taken and not made is lost, which does no harm.
/// </summary>
public interface ISpareWrites
{
    /// <summary>Takes one write; null when it may be made now, else how long to wait before asking again.</summary>
    Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken);
}
