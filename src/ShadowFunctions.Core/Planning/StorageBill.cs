using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>What a store's data cost beside its compute: the same whatever size is chosen, unless a size of another tier is.</summary>
internal static class StorageBill
{
    /// <summary>Price of a month at a size and with what is asked for beside it; null where it is not known.</summary>
    public static double? PerMonth(DecisionInput input, ComputeSize size, SizeExtras? extras) => StoragePrice.PerMonth(size, Limit(input, extras), Taken(input));

    /// <summary>Price of a plan's horizon; null where it is not known for one of its sizes. A limit that grows counts from the beginning.</summary>
    public static double? Over(DecisionInput input, IReadOnlyList<PlanStep> steps, SizeExtras? extras)
    {
        var end = input.Now.AddMinutes(input.Store.Configuration.PreAllocation.HorizonMinutes);
        double? sum = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            var hours = ((i + 1 < steps.Count ? steps[i + 1].At : end) - steps[i].At).TotalHours;
            sum += Math.Max(0, hours) * StoragePrice.PerHour(input.Ladder[steps[i].Size], Limit(input, extras), Taken(input));
        }

        return sum;
    }

    private static double? Limit(DecisionInput input, SizeExtras? extras) => extras?.MaxDataBytes ?? input.Capacity.MaxDataBytes;

    private static double? Taken(DecisionInput input)
    {
        var stored = ExtraNeeds.Storage(input);
        return stored.AllocatedBytes ?? stored.UsedBytes;
    }
}
