using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>Finds a need that is there already: minutes in which the size in force was saturated.</summary>
public static class Saturation
{
    /// <summary>Resources that are used and gone. Memory and storage fill up by design; a full cache is no queue.</summary>
    internal static readonly ResourceKind[] Flows =
        [.. Enum.GetValues<ResourceKind>().Where(k => k is not (ResourceKind.MemoryBytes or ResourceKind.StorageBytes))];

    /// <summary>Minutes after a switch in which saturation is the switch's own.</summary>
    internal const int SettlingMinutes = 6;

    private const int JudgedMinutes = 10;
    private const int FewestMinutes = 2;
    private const double NearLimit = 0.9;

    // What was not served is unknown; the longer it lasts, the more has queued up.
    private const double FirstFactor = 1.02;
    private const double FactorPerMinute = 0.03;

    /// <summary>The size that saturated minutes ask for; null when there are fewer than two at the size in force within the last ten.</summary>
    public static SizeNeed? NeedNow(DecisionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var current = input.Ladder.IndexOf(input.Capacity.CurrentSize);
        var settled = SettledFrom(input);
        var saturated = input.RecentSamples
            .Where(s => s.Saturated && s.Minute >= settled && s.Minute >= input.Now.AddMinutes(-JudgedMinutes) && s.Minute <= input.Now && IsAt(s, input.Capacity.CurrentSize))
            .ToArray();
        if (saturated.Length < FewestMinutes)
        {
            return null;
        }

        var factor = FirstFactor + (FactorPerMinute * (saturated.Length - FewestMinutes));
        var size = input.Ladder.Sizes[current];
        SizeNeed? need = null;
        foreach (var kind in Flows)
        {
            if (size.Limits[kind] is not { } limit)
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

    /// <summary>
    /// A switch drops connections and leaves a cold cache, so work queues up for a few minutes whatever the size; only what stays saturated
    /// after them says something about the size.
    /// </summary>
    private static DateTimeOffset SettledFrom(DecisionInput input)
    {
        for (var i = input.RecentSamples.Count - 1; i > 0; i--)
        {
            var (sample, before) = (input.RecentSamples[i], input.RecentSamples[i - 1]);
            if (!IsAt(before, input.Capacity.CurrentSize) && IsAt(sample, input.Capacity.CurrentSize))
            {
                return sample.Minute.AddMinutes(SettlingMinutes);
            }
        }

        return DateTimeOffset.MinValue;
    }

    private static bool IsAt(UsageSample sample, string size) =>
        sample.Size is null || string.Equals(sample.Size, size, StringComparison.OrdinalIgnoreCase);
}
