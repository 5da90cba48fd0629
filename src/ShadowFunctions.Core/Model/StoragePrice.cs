namespace ShadowFunctions.Core.Model;

/// <summary>What data storage costs. List prices of West US 3 in USD, per GiB and month of 730 hours; GP and BC pay the configured maximum.</summary>
public static class StoragePrice
{
    private const double HoursPerMonth = 730;

    /// <summary>Price of that many bytes for an hour.</summary>
    public static double PerHour(string tier, long bytes)
    {
        var perGibiByteMonth = tier switch { "BusinessCritical" => 0.25, "Hyperscale" => 0.10, _ => 0.115 };
        return bytes / (double)(1L << 30) * perGibiByteMonth / HoursPerMonth;
    }
}
