using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Shadowing;

/// <summary>
/// The floor of the sample: a statement that finds only a handful of keys in the shadow is rehearsed on those alone, so its cost would be
/// theirs. Once the copy is complete and still too thin, twice the share is copied, up to eight times the owner's; when the last raise
/// brought no more keys (a small table that is copied whole) it is not raised again.
/// </summary>
internal static class SampleFloor
{
    private const double MostTimes = 8;
    private const double Growth = 1.2;

    public static ShadowState Raise(ShadowAdapterInput input, ShadowState state, List<Reason> reasons)
    {
        var (least, own) = (input.Configuration.Workload.MinKeys, input.Configuration.Replication.SampleFraction);
        var share = Math.Max(state.SampleFraction ?? 0, own);
        if (state is not { LastRunKeys: { } keys, LastBatch: { MoreWaiting: false } batch } || keys >= least || share >= Math.Min(1, MostTimes * own)
            || !(state.LastRunAt >= batch.At) || batch.At <= state.SampleRaisedAt || keys < Growth * state.SampleRaisedKeys)
        {
            return state;
        }

        var more = Math.Min(Math.Min(1, MostTimes * own), 2 * share);
        reasons.Add(new Reason(ReasonCode.SampleThin, string.Create(
            CultureInfo.InvariantCulture, $"A statement found {keys} keys, needed {least}: {more:P1} of the entities are copied instead of {share:P1}.")));
        return state with { SampleFraction = more, SampleRaisedAt = input.Now, SampleRaisedKeys = keys };
    }
}
