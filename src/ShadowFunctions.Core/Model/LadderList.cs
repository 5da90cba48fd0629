namespace ShadowFunctions.Core.Model;

/// <summary>
/// A ladder that its owner puts together: series (<c>BC_Gen5</c>), sizes (<c>GP_Gen5_4</c>) and ranges (<c>GP_Gen5_2..GP_Gen5_8</c>), joined by
/// <c>+</c>. This is how a store may change its tier: only to what is listed.
/// </summary>
public static class LadderList
{
    private const string Range = "..";

    /// <summary>The parts of a list, each from a first to a last size; a single size is both, a series neither: it stands as its own name.</summary>
    public static IReadOnlyList<(string First, string Last)> Parts(string list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return [.. list.Split('+', StringSplitOptions.TrimEntries).Select(part => part.Split(Range, 2, StringSplitOptions.TrimEntries) is [var first, var last] ? (first, last) : (part, part))];
    }

    /// <summary>The listed sizes as one ladder.</summary>
    /// <param name="name">Name of the ladder: the list as it was written.</param>
    /// <param name="parts">Per part what it stands for and whether it may be cut (a series or range may, a single size may not).</param>
    /// <exception cref="ArgumentException">Sizes of one list do not go together, or one of them stands out of order.</exception>
    public static SizeLadder Join(string name, IEnumerable<(IReadOnlyList<ComputeSize> Sizes, bool MayBeCut)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        List<ComputeSize> joined = [];
        foreach (var (sizes, mayBeCut) in parts)
        {
            foreach (var size in sizes)
            {
                if (joined is [] || Surpasses(size, joined[^1]))
                {
                    joined.Add(size);
                }
                else if (!mayBeCut)
                {
                    throw new ArgumentException($"'{size.Name}' has not more of everything than '{joined[^1].Name}' before it; list sizes so that each has.", nameof(name));
                }
            }
        }

        if (joined.Select(s => (s.Billing, s.Tier == "Hyperscale")).Distinct().Skip(1).Any())
        {
            throw new ArgumentException(
                $"'{name}' mixes Hyperscale with other tiers, or serverless with provisioned sizes; a store never moves between them, list one of them.", nameof(name));
        }

        return new SizeLadder(name, joined);
    }

    /// <summary>More compute, and of no known limit less: a planner may then take any larger size in the place of a smaller one.</summary>
    private static bool Surpasses(ComputeSize size, ComputeSize before) =>
        size.VCores > before.VCores
        && Enum.GetValues<ResourceKind>().All(kind => size.Limits[kind] is not { } limit || before.Limits[kind] is not { } least || limit >= least);
}
