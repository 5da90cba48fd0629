using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// Duration of a resize by kind of move, after the vendor's table: General Purpose and Hyperscale take minutes whatever the data; Business
/// Critical and moves between tiers copy the data. Drawn as a pure function of (seed, store, ordinal).
/// </summary>
public static class ResizeLatency
{
    private const double GibiByte = 1024.0 * 1024 * 1024;
    private const double TailShare = 0.06;

    /// <summary>Draws the latency of one move.</summary>
    /// <param name="from">Size before.</param>
    /// <param name="to">Size after.</param>
    /// <param name="dataBytes">Data stored; matters where data is copied.</param>
    /// <param name="seed">Seed of the store.</param>
    /// <param name="ordinal">Number of the move in the store's life.</param>
    public static ResizeMove Draw(ComputeSize from, ComputeSize to, double dataBytes, long seed, int ordinal)
    {
        var u = SeededChance.Uniform(seed, 11, ordinal);
        var tail = SeededChance.Uniform(seed, 12, ordinal);
        var slow = tail < TailShare ? 1 + (tail / TailShare) : 1;
        var seconds = MoveKinds.Of(from, to) switch
        {
            // Facts: "constant, <2 min" for Hyperscale, though the field reports a little more; "<5 min" for General Purpose.
            MoveKind.Hyperscale => (90 + (90 * u)) * slow,
            MoveKind.RemoteStorage => (120 + (180 * u)) * slow,
            _ => (120 + (dataBytes / GibiByte * (15 + (40 * u)))) * slow,
        };
        var downtime = 3 + (15 * SeededChance.Uniform(seed, 13, ordinal));
        return new ResizeMove(TimeSpan.FromSeconds(Math.Round(seconds)), TimeSpan.FromSeconds(Math.Round(downtime)));
    }
}
