namespace ShadowFunctions.Core.Model;

/// <summary>A purchasable size with its limits and price.</summary>
public sealed record ComputeSize
{
    /// <summary>Service objective, for example <c>GP_Gen5_4</c>.</summary>
    public required string Name { get; init; }

    /// <summary>SKU name the platform is asked for, for example <c>GP_Gen5</c>.</summary>
    public required string SkuName { get; init; }

    /// <summary>Tier, for example <c>GeneralPurpose</c>.</summary>
    public required string Tier { get; init; }

    /// <summary>Hardware family, for example <c>Gen5</c>; null for DTU sizes.</summary>
    public string? Family { get; init; }

    /// <summary>SKU capacity: vCores or DTUs.</summary>
    public required int Capacity { get; init; }

    /// <summary>What the size can give: CPU, memory, I/O, log, workers, sessions, storage. Unknown limits are null.</summary>
    public required ResourceAmounts Limits { get; init; }

    /// <summary>Price per hour of the whole size, list price in USD.</summary>
    public required double PricePerHour { get; init; }

    /// <summary>Price of one GiB of configured data for a month, list price in USD; null when not known.</summary>
    public double? StoragePricePerGibMonth { get; init; }

    /// <summary>True when the price was read from the vendor's list; false when part of it is an estimate.</summary>
    public bool PriceConfirmed { get; init; }

    /// <summary>The known size that price and limits were derived from (<see cref="SizeEstimate"/>); null when the size stands in the table.</summary>
    public string? DerivedFrom { get; init; }

    /// <summary>How it is paid.</summary>
    public BillingRule Billing { get; init; }

    /// <summary>Smallest minimum vCores of a serverless size; null otherwise.</summary>
    public double? MinVCores { get; init; }

    /// <summary>Serverless: every minimum vCores that can be configured, ascending; empty when not known.</summary>
    public IReadOnlyList<double> MinVCoreChoices { get; init; } = [];

    /// <summary>Serverless: the pause delays that can be configured; null when not known.</summary>
    public PauseDelays? PauseDelays { get; init; }

    /// <summary>Pool in vCores: what can be configured for a single database, ascending; empty when not known.</summary>
    public IReadOnlyList<PerDatabaseStep> PerDatabase { get; init; } = [];

    /// <summary>Data sizes that can be configured; empty when only the limit is known.</summary>
    public IReadOnlyList<StorageRange> Storage { get; init; } = [];

    /// <summary>Why it cannot be bought; null when it can.</summary>
    public string? NotOffered { get; init; }

    /// <summary>vCores of the size; for DTU sizes the vendor's quota arithmetic of 100 DTU to a vCore.</summary>
    public double VCores => Limits.CpuVCores ?? Capacity / 100.0;

    /// <summary>The first resource whose known limit is below the known demand; null when the size covers it.</summary>
    public ResourceKind? BindingLimit(ResourceAmounts demand)
    {
        foreach (var kind in Enum.GetValues<ResourceKind>())
        {
            if (demand[kind] is { } needed && Limits[kind] is { } limit && needed > limit)
            {
                return kind;
            }
        }

        return null;
    }
}
