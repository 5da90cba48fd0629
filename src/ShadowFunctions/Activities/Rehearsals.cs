using ShadowFunctions.Core.Model;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Why a pass rehearsed, for the audit log.</summary>
internal static class Rehearsals
{
    private static readonly ReasonCode[] Codes =
        [ReasonCode.RunPays, ReasonCode.MixDrifted, ReasonCode.ModelOld, ReasonCode.ModelError, ReasonCode.ScenarioNear];

    /// <summary>The reasons that the adaptation before gave for a rehearsal; none when the pass made none.</summary>
    public static IEnumerable<Reason> ReasonsOf(ShadowState shadow, StoreWork work) =>
        shadow.LastRunId == $"{work.StoreId}-{work.CycleId}" ? shadow.Reasons.Where(r => Codes.Contains(r.Code)) : [];
}
