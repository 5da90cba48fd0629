namespace ShadowFunctions.Core.Model;

/// <summary>The vendor's table of moves.</summary>
public static class MoveKinds
{
    private const int LargestOnOldStorage = 20;

    /// <summary>The kind of a move between two sizes. Basic, S0 and S1 stand on storage of their own: among themselves nothing is copied, to others it is.</summary>
    public static MoveKind Of(ComputeSize from, ComputeSize to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (from.Tier == "Hyperscale" && to.Tier == "Hyperscale")
        {
            return MoveKind.Hyperscale;
        }

        return OnRemoteStorage(from) && OnRemoteStorage(to) && IsOld(from) == IsOld(to) ? MoveKind.RemoteStorage : MoveKind.CopiesData;
    }

    private static bool OnRemoteStorage(ComputeSize size) => size.Tier is "GeneralPurpose" or "Standard" or "Basic";

    private static bool IsOld(ComputeSize size) =>
        size.Tier == "Basic" || (size.Tier == "Standard" && size.SkuName == "Standard" && size.Capacity <= LargestOnOldStorage);
}
