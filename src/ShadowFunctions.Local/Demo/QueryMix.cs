using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Demo;

/// <summary>How often each statement runs on emulated production: shares of a store's own taste that drift slowly over the day.</summary>
internal static class QueryMix
{
    private const double DailySwing = 0.25;
    private const int TasteStream = 21;
    private const int PhaseStream = 22;

    /// <summary>
    /// Executions per statement in one minute, such that Σ executions × cost = demand × 60 seconds.
    /// </summary>
    /// <param name="seed">Seed of the store.</param>
    /// <param name="minute">Minute since 1970.</param>
    /// <param name="demandVCores">Demand in that minute.</param>
    /// <param name="cpuSeconds">CPU seconds per execution of each statement.</param>
    public static double[] Executions(long seed, long minute, double demandVCores, IReadOnlyList<double> cpuSeconds)
    {
        var shares = ShopQueries.All.Select((q, i) => q.Share * Taste(seed, i) * Swing(seed, i, minute)).ToArray();
        var cost = shares.Zip(cpuSeconds, (share, cpu) => share * cpu).Sum();
        return [.. shares.Select(share => demandVCores * 60 / cost * share)];
    }

    private static double Taste(long seed, int query) => 0.6 + (0.8 * SeededChance.Uniform(seed, TasteStream, query));

    private static double Swing(long seed, int query, long minute) =>
        1 + (DailySwing * Math.Sin(2 * Math.PI * ((minute % 1440 / 1440.0) + SeededChance.Uniform(seed, PhaseStream, query))));
}
