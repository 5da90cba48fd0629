using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>What a policy may look at.</summary>
/// <param name="Now">The present minute, not yet lived through, UTC.</param>
/// <param name="Size">Size in force.</param>
/// <param name="Ladder">Sizes it may use.</param>
/// <param name="Minutes">Every minute lived through so far, oldest first.</param>
/// <param name="LastOperation">The last resize asked for, which has ended by now; null when there was none.</param>
public sealed record PolicyObservation(
    DateTimeOffset Now, string Size, SizeLadder Ladder, IReadOnlyList<ObservedMinute> Minutes, SizeSwitch? LastOperation)
{
    /// <summary>Used ÷ capacity over the last minutes that have metrics, 0 to 1; null until that many were lived through.</summary>
    public double? MeanUtilisation(int minutes)
    {
        if (Minutes.Count < minutes)
        {
            return null;
        }

        var (sum, count) = (0.0, 0);
        for (var i = Minutes.Count - minutes; i < Minutes.Count; i++)
        {
            if (Minutes[i] is { Missing: false, CapacityVCores: > 0 } minute)
            {
                sum += minute.UsedVCores / minute.CapacityVCores;
                count++;
            }
        }

        return count == 0 ? null : sum / count;
    }

    /// <summary>The size so many ladder steps away; null when that lies beyond an end or is the size in force.</summary>
    public string? Neighbour(int steps)
    {
        var target = Ladder.IndexOf(Size) + steps;
        return steps == 0 || target < 0 || target >= Ladder.Sizes.Count ? null : Ladder.Sizes[target].Name;
    }

    /// <summary>The smallest size with that many vCores; the largest when none has.</summary>
    public string Covering(double vCores)
    {
        foreach (var size in Ladder.Sizes)
        {
            if (size.VCores >= vCores)
            {
                return size.Name;
            }
        }

        return Ladder.Largest.Name;
    }
}
