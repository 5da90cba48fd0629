using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// How an elastic pool that cannot serve all its databases shares what it has: each has what it is guaranteed, and the rest goes in proportion to
/// what is still asked for, since schedulers are shared by the work that waits on them. No database has more than its maximum.
/// </summary>
public static class PoolShares
{
    /// <summary>Serves one minute.</summary>
    /// <param name="asked">What each database asks for, vCores.</param>
    /// <param name="vCores">What the pool has, vCores.</param>
    /// <param name="limits">What each database is guaranteed and may take.</param>
    /// <param name="served">Takes what each database has, vCores.</param>
    public static void Serve(ReadOnlySpan<double> asked, double vCores, PoolLimits limits, Span<double> served)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var (wanted, guaranteed) = (0.0, 0.0);
        foreach (var ask in asked)
        {
            wanted += Math.Min(ask, limits.MaxVCores);
            guaranteed += Math.Min(Math.Min(ask, limits.MaxVCores), limits.MinVCores);
        }

        // Guarantees beyond the pool's size cannot be given in full; the platform refuses such limits.
        var kept = guaranteed > vCores ? vCores / guaranteed : 1;
        var share = wanted <= vCores ? 1 : wanted > guaranteed ? Math.Max(0, vCores - guaranteed) / (wanted - guaranteed) : 0;
        for (var i = 0; i < asked.Length; i++)
        {
            var want = Math.Min(asked[i], limits.MaxVCores);
            var own = Math.Min(want, limits.MinVCores);
            served[i] = wanted <= vCores ? want : (own * kept) + ((want - own) * share);
        }
    }
}
