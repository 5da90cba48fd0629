namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// How far the shadow's figure lies from the truth: rehearsed cost per call × calls that arrived = demand × lognormal error, one factor per
/// store (the capacity model's) and one per minute (the mix of that minute). Seeded.
/// </summary>
/// <param name="StoreSigma">Standard deviation of the store's factor, in logs: 0.1 is about 10 %.</param>
/// <param name="MinuteSigma">Standard deviation of the minute's factor, in logs.</param>
public sealed record ShadowError(double StoreSigma = 0.10, double MinuteSigma = 0.05)
{
    private const long StoreStream = 31;
    private const long MinuteStream = 33;

    /// <summary>What the shadow says of a minute's demand.</summary>
    /// <param name="demandVCores">The truth, vCores.</param>
    /// <param name="seed">Seed of the store.</param>
    /// <param name="minute">The minute, UTC.</param>
    public double Estimate(double demandVCores, long seed, DateTimeOffset minute) =>
        demandVCores * Math.Exp((StoreSigma * Normal(seed, StoreStream, 0)) + (MinuteSigma * Normal(seed, MinuteStream, minute.ToUnixTimeSeconds() / 60)));

    /// <summary>Standard normal by Box and Muller.</summary>
    private static double Normal(long seed, long stream, long index) =>
        Math.Sqrt(-2 * Math.Log(1 - SeededChance.Uniform(seed, stream, index)))
        * Math.Cos(2 * Math.PI * SeededChance.Uniform(seed, stream + 1, index));
}
