using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>What the region sells, as planning sees it: sizes that cannot be bought are no choices.</summary>
internal static class Offers
{
    /// <summary>The input with a ladder of what can be bought. Bounds that cannot be bought move inwards to the next size that can.</summary>
    public static DecisionInput Restrict(DecisionInput input)
    {
        var offered = input.Ladder.Offered(input.Capacity.CurrentSize);
        if (ReferenceEquals(offered, input.Ladder))
        {
            return input;
        }

        var settings = input.Store.Configuration.PreAllocation;
        settings = settings with
        {
            MinimumSize = Inwards(input.Ladder, offered, settings.MinimumSize, up: true),
            MaximumSize = Inwards(input.Ladder, offered, settings.MaximumSize, up: false),
        };
        return input with { Ladder = offered, Store = input.Store with { Configuration = input.Store.Configuration with { PreAllocation = settings } } };
    }

    /// <summary>What is to be said of a decision from one size to another.</summary>
    public static IEnumerable<Reason> Explain(DecisionInput whole, string from, string to, bool exhausted)
    {
        if (whole.LadderStale is { } stale)
        {
            yield return new Reason(ReasonCode.CapabilitiesStale, stale);
        }

        var (first, last) = (whole.Ladder.IndexOf(from), exhausted ? whole.Ladder.Sizes.Count : whole.Ladder.IndexOf(to));
        var (low, high) = (Math.Min(first, last), Math.Max(first, last));
        var missing = whole.Ladder.Sizes.Skip(low).Take(high - low).Where(s => s.NotOffered is not null && s.Name != from).ToList();
        if (missing.Count > 0)
        {
            yield return new Reason(ReasonCode.SizeNotOffered, string.Join("; ", missing.Select(s => $"{s.Name} is {s.NotOffered}")) + ".");
        }
    }

    /// <summary>Which of the two sizes no table has, and what its figures are then; null when both are known.</summary>
    public static Reason? Derived(ComputeSize current, ComputeSize target)
    {
        ComputeSize[] sizes = [current, target];
        var said = sizes.Where(s => s.DerivedFrom is not null).DistinctBy(s => s.Name)
            .Select(s => $"{s.Name} is newer than the built-in table: its memory, I/O, log, worker and session limits and its price are derived from {s.DerivedFrom}").ToList();
        return said.Count == 0 ? null : new Reason(ReasonCode.SizeDerived, string.Join("; ", said) + ".");
    }

    private static string? Inwards(SizeLadder whole, SizeLadder offered, string? bound, bool up)
    {
        if (bound is null || !whole.Contains(bound) || offered.Contains(bound))
        {
            return bound;
        }

        var at = whole.IndexOf(bound);
        return up
            ? (offered.Sizes.FirstOrDefault(s => whole.IndexOf(s.Name) > at) ?? offered.Largest).Name
            : (offered.Sizes.LastOrDefault(s => whole.IndexOf(s.Name) < at) ?? offered.Smallest).Name;
    }
}
