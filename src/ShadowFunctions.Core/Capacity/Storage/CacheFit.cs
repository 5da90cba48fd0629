namespace ShadowFunctions.Core.Capacity.Storage;

/// <summary>
/// How popular a store's pages are, from what its cache misses today: the exponent of Zipf's law at which Che's approximation gives as many
/// misses for the cache there is. The same law then tells what another cache would miss.
/// </summary>
public static class CacheFit
{
    private const double LargestSkew = 1.95;

    // A cache that misses less than this share has all that is used in it: how much less would do cannot be seen.
    private const double FewestMisses = 1e-4;
    // Evenly used pages miss most; what is this little above them is counters' noise.
    private const double Noise = 0.05;
    private const int Halvings = 50;

    /// <summary>The pages and how they are used; null where the cache misses too little to tell, or more than pages of any popularity could.</summary>
    /// <param name="pages">Pages stored.</param>
    /// <param name="accessesPerSecond">Pages read per second, from memory or storage.</param>
    /// <param name="missesPerSecond">Pages read from storage per second.</param>
    /// <param name="cachePages">Pages the cache holds.</param>
    public static PageGroup? Find(double pages, double accessesPerSecond, double missesPerSecond, double cachePages)
    {
        if (!(pages > cachePages) || !(cachePages > 0) || !(missesPerSecond >= FewestMisses * accessesPerSecond) || !(accessesPerSecond > 0))
        {
            return null;
        }

        PageGroup At(double skew) => new(pages, accessesPerSecond, skew);
        double Misses(double skew) => CacheModel.MissesPerSecond([At(skew)], cachePages);
        if (Misses(0) * (1 + Noise) < missesPerSecond || Misses(LargestSkew) > missesPerSecond)
        {
            return null;
        }

        double low = 0, high = LargestSkew;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Misses(middle) > missesPerSecond ? (middle, high) : (low, middle);
        }

        return At(high);
    }
}
