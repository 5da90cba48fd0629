using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>Finds a need that is there already: minutes in which the size in force was saturated.</summary>
public static class Saturation
{
    private const int JudgedMinutes = 10;
    private const int FewestMinutes = 2;
    private const double NearLimit = 0.9;

    // What was not served is unknown; the longer it lasts, the more has queued up.
    private const double FirstFactor = 1.25;
    private const double FactorPerMinute = 0.05;

    /// <summary>The size that saturated minutes ask for; null when there are fewer than two at the size in force within the last ten.</summary>
    public static SizeNeed? NeedNow(DecisionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var current = input.Ladder.IndexOf(input.Capacity.CurrentSize);
        var saturated = input.RecentSamples
            .Where(s => s.Saturated && s.Minute >= input.Now.AddMinutes(-JudgedMinutes) && s.Minute <= input.Now && IsAt(s, input.Capacity.CurrentSize))
            .ToArray();
        if (saturated.Length < FewestMinutes)
        {
            return null;
        }

        var factor = FirstFactor + (FactorPerMinute * (saturated.Length - FewestMinutes));
        var size = input.Ladder.Sizes[current];
        SizeNeed? need = null;
        foreach (var kind in Enum.GetValues<ResourceKind>())
        {
            // Memory and storage fill up by design; a full cache is no queue.
            if (kind is ResourceKind.MemoryBytes or ResourceKind.StorageBytes || size.Limits[kind] is not { } limit)
            {
                continue;
            }

            var served = saturated.Max(s => s.Amounts[kind] ?? 0);
            if (served >= NearLimit * limit)
            {
                var asked = SizeNeed.Of(input.Ladder, kind, Math.Max(served, limit) * factor);
                need = need is { } other ? SizeNeed.Larger(other, asked) : asked;
            }
        }

        return need;
    }

    private static bool IsAt(UsageSample sample, string size) =>
        sample.Size is null || string.Equals(sample.Size, size, StringComparison.OrdinalIgnoreCase);
}
