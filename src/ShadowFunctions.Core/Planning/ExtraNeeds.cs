using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>What a store needs beside its size: room for its data, and the replicas its owner wants.</summary>
internal static class ExtraNeeds
{
    private const string Hyperscale = "Hyperscale";
    private const double UpperLevel = 0.95;

    /// <summary>What to ask for together with a size; null when nothing.</summary>
    public static SizeExtras? Of(DecisionInput input, ComputeSize size)
    {
        var settings = input.Store.Configuration.PreAllocation;
        var bytes = Growth(input, size);
        var replicas = size.Tier == Hyperscale ? Replicas(input.Capacity.Replicas, settings) : null;
        return bytes is null && replicas is null ? null : new SizeExtras(bytes, replicas);
    }

    /// <summary>What the store holds and will hold.</summary>
    public static StorageDemand Storage(DecisionInput input)
    {
        var forecast = input.Prediction?[ResourceKind.StorageBytes]?.Forecast;
        return new StorageDemand(
            input.RecentSamples.LastOrDefault(s => s.Amounts.StorageBytes is not null)?.Amounts.StorageBytes,
            input.Capacity.AllocatedBytes,
            forecast is { Steps: > 0 } ? forecast.At(UpperLevel, forecast.Steps) : null,
            input.Capacity.MaxDataBytes,
            input.StorageOutlook?.Within(UpperLevel, input.Now, input.Store.Configuration.PreAllocation.StorageDaysAhead));
    }

    /// <summary>Why the data will not fit, whatever limit is asked for; null when they will.</summary>
    public static Reason? Bounded(DecisionInput input, ComputeSize size)
    {
        var (demand, settings) = (Storage(input), input.Store.Configuration.PreAllocation);
        if (size.Tier == Hyperscale || settings.StorageHeadroomPercent <= 0
            || (Growth(input, size) ?? input.Capacity.MaxDataBytes) is not { } limit || !(demand.Needed > limit))
        {
            return null;
        }

        var owners = Most(settings) is { } most && !(most > StorageGrowth.Most(size, null));
        return new Reason(
            ReasonCode.StorageBounded,
            $"{Needed(demand)}, but the limit ends at {Gib(limit)} GiB: {(owners ? $"preAllocation.maxStorageGib is {settings.MaxStorageGib}" : $"{size.Name} holds no more")}.");
    }

    /// <summary>Why.</summary>
    public static IEnumerable<Reason> Explain(DecisionInput input, SizeExtras extras, ComputeSize size)
    {
        if (extras.MaxDataBytes is { } bytes)
        {
            var (now, more) = (input.Capacity.MaxDataBytes ?? 0, (bytes - (input.Capacity.MaxDataBytes ?? 0)) / (1L << 30));
            var price = size.StoragePricePerGibMonth is { } each ? $" for {Planner.Number(each * more)} more a month" : "";
            yield return new Reason(
                ReasonCode.StorageAhead,
                $"{Needed(Storage(input))}: the limit grows from {Gib(now)} to {Gib(bytes)} GiB{price}.");
        }

        if (extras.Replicas is { } replicas)
        {
            yield return new Reason(ReasonCode.ReplicasOutOfBounds, $"{input.Capacity.Replicas} replicas lie outside the owner's bounds: {replicas} are asked for.");
        }
    }

    private static long? Growth(DecisionInput input, ComputeSize size)
    {
        var settings = input.Store.Configuration.PreAllocation;
        return size.Tier == Hyperscale ? null : StorageGrowth.Target(Storage(input), size, settings.StorageHeadroomPercent, Most(settings));
    }

    private static double? Most(PreAllocationSettings settings) => settings.MaxStorageGib * (double)(1L << 30);

    /// <summary>How much is needed, and since when or by when.</summary>
    private static string Needed(StorageDemand demand)
    {
        var gib = $"{Gib(demand.Needed ?? 0)} GiB are";
        return demand switch
        {
            { Ahead: { } ahead } when ahead.Bytes >= demand.Needed =>
                string.Create(CultureInfo.InvariantCulture, $"{gib} foretold for {ahead.At:yyyy-MM-dd}, {ahead.Days:0.#} days ahead (one chance in twenty of more)"),
            { ForetoldBytes: { } foretold } when foretold >= demand.Needed => $"{gib} foretold for the end of the horizon",
            _ => $"{gib} held",
        };
    }

    internal static string Gib(double bytes) => Planner.Number(bytes / (1L << 30));

    /// <summary>Only bounds that the owner set are kept, and only where the platform tells how many there are.</summary>
    private static int? Replicas(int? now, PreAllocationSettings settings)
    {
        if (now is not { } count)
        {
            return null;
        }

        var wanted = Math.Max(Math.Min(count, settings.MaxReplicas ?? count), settings.MinReplicas ?? 0);
        return wanted == count ? null : wanted;
    }
}
