namespace ShadowFunctions.Core.Model;

/// <summary>
/// What data storage costs. List prices of West US 3 in USD, per GiB and month of 730 hours; General Purpose and Business Critical pay the configured
/// maximum, Hyperscale the space that its data take.
/// </summary>
public static class StoragePrice
{
    private const double HoursPerMonth = 730;
    private const double GibiByte = 1L << 30;
    private const string Hyperscale = "Hyperscale";

    /// <summary>Price of that many bytes for an hour.</summary>
    public static double PerHour(string tier, long bytes)
    {
        var perGibiByteMonth = tier switch { "BusinessCritical" => 0.25, Hyperscale => 0.10, _ => 0.115 };
        return bytes / GibiByte * perGibiByteMonth / HoursPerMonth;
    }

    /// <summary>Price of a size's data for a month by the size's own price; null where the price or the bytes that are paid are not known.</summary>
    /// <param name="size">The size.</param>
    /// <param name="maxBytes">Configured maximum; null when not told.</param>
    /// <param name="takenBytes">Space the data take; null when not told.</param>
    public static double? PerMonth(ComputeSize size, double? maxBytes, double? takenBytes)
    {
        ArgumentNullException.ThrowIfNull(size);
        return (size.Tier == Hyperscale ? takenBytes : maxBytes) / GibiByte * size.StoragePricePerGibMonth;
    }

    /// <summary>Likewise for an hour.</summary>
    public static double? PerHour(ComputeSize size, double? maxBytes, double? takenBytes) => PerMonth(size, maxBytes, takenBytes) / HoursPerMonth;
}
