using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>The size that a demand needs.</summary>
/// <param name="Index">Position on the ladder.</param>
/// <param name="Binding">The resource that asks for it; null when nothing is known.</param>
/// <param name="Demand">That resource's demand, in its unit.</param>
/// <param name="Uncovered">True when no size of the ladder covers the binding demand; the index is then the smallest size with the highest limit.</param>
public readonly record struct SizeNeed(int Index, ResourceKind? Binding, double Demand, bool Uncovered)
{
    /// <summary>The size that one resource's demand needs. More demand never gives a smaller index.</summary>
    public static SizeNeed Of(SizeLadder ladder, ResourceKind kind, double demand)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        var highest = 0;
        for (var i = 0; i < ladder.Sizes.Count; i++)
        {
            // An unknown limit is no limit.
            if (ladder.Sizes[i].Limits[kind] is not { } limit || limit >= demand)
            {
                return new SizeNeed(i, kind, demand, false);
            }

            highest = limit > ladder.Sizes[highest].Limits[kind] ? i : highest;
        }

        return new SizeNeed(highest, kind, demand, true);
    }

    /// <summary>The larger of two needs; the first when they are equal.</summary>
    public static SizeNeed Larger(SizeNeed first, SizeNeed second) => second.Index > first.Index || first.Binding is null ? second : first;
}
