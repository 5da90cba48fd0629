using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>
/// Looks before every page whether production has headroom. One look without it pauses the pass at once: nothing is read until two looks in a row
/// have found headroom, so that a lucky instant in an overload lets no page through; a pass that finds none for about a second ends.
/// A look is without headroom when the engine says so, or when the look itself, always the same small piece of work, took much longer than
/// at its best (as in TCP Vegas and gradient limiters): that is fresh where the engine's own figures are seconds old.
/// </summary>
/// <param name="production">Production.</param>
/// <param name="settings">Its limits.</param>
/// <param name="best">Shortest look of earlier passes; null before the first.</param>
/// <param name="time">Clock.</param>
internal sealed class HeadroomWatch(IProductionSession production, ReplicationSettings settings, TimeSpan? best, TimeProvider time)
{
    /// <summary>Most looks of one pause.</summary>
    public const int MostLooks = 20;

    /// <summary>Pause between two looks.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private const int LooksToGoOn = 2;

    /// <summary>One busy instant is no overload: to hang up and to begin again costs production more than to let what waits wait.</summary>
    private const int LooksToRest = 2;

    /// <summary>A look this many times as long as the best, and <see cref="SlowExtra"/> longer, shows that production is slow.</summary>
    private const double SlowTimes = 4;

    private static readonly TimeSpan SlowExtra = TimeSpan.FromMilliseconds(50);

    /// <summary>Shortest look; null before the first.</summary>
    public TimeSpan? Best { get; private set; } = best;

    /// <summary>True when the next page may be read; false when the pass must end.</summary>
    public async Task<bool> HasHeadroomAsync(CancellationToken cancellationToken)
    {
        var (missing, without) = (1, 0);
        for (var look = 1; ; look++)
        {
            if (await LookAsync(cancellationToken))
            {
                missing--;
                without = 0;
            }
            else
            {
                missing = LooksToGoOn;
                if (++without == LooksToRest)
                {
                    await production.RestAsync(cancellationToken);
                }
            }

            if (missing == 0 || look == MostLooks)
            {
                return missing == 0;
            }

            await Task.Delay(BetweenLooks, time, cancellationToken);
        }
    }

    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var free = await production.HeadroomAsync(settings.ProductionVCores, cancellationToken);
        var took = time.GetElapsedTime(began);
        var slow = Best is { } best && took > (best * SlowTimes) + SlowExtra;
        Best = Best is { } shortest && shortest < took ? shortest : took;
        return !slow && (free is null || free >= settings.MinHeadroomFraction);
    }
}
