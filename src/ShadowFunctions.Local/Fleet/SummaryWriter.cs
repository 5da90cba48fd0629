using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.Simulation.Policies;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Cloud;

namespace ShadowFunctions.Local.Fleet;

/// <summary>Gathers a summary from the app's own records, the emulated platform's account, and the same load under other policies.</summary>
internal sealed class SummaryWriter(
    StoreCycleRepository passes, IDecisionLog decisions, ScaleOperationRepository operations, ShadowStateRepository shadows, EmulatedCloud cloud, LocalFleetOptions options)
{
    private const int All = 1_000_000;

    /// <summary>Summarises the first <paramref name="cycles"/> cycles.</summary>
    public async Task<FleetSummary> WriteAsync(int cycles, CancellationToken cancellationToken)
    {
        var until = options.CycleAt(cycles);
        var stores = new List<StoreSummary>();
        foreach (var store in options.Stores)
        {
            stores.Add(await Summarise(store, until, cancellationToken));
        }

        return new FleetSummary(cycles, options.Seed, stores, TotalSummary.Of(stores));
    }

    private async Task<StoreSummary> Summarise(LocalStore store, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var world = cloud.Report(store.Id, options.Start, until);

        // The last cycle asks at the very end of the account, and its change ends after it.
        var sent = cloud.Report(store.Id, options.Start, DateTimeOffset.MaxValue).Operations;
        var shadow = (await shadows.GetAsync(store.Id, cancellationToken))?.Value ?? new ShadowState { StoreId = store.Id };
        var ended = await passes.LatestAsync(store.Id, All, cancellationToken);
        var decided = await decisions.LatestAsync(store.Id, All, cancellationToken);
        var made = await operations.LatestAsync(store.Id, All, cancellationToken);
        var ladder = SizeCatalog.Embedded.Ladder(store.Ladder);
        var seed = DemoFleet.SeedOf(options.Seed, store.Id);
        return new StoreSummary
        {
            Id = store.Id,
            Cycles = ended.Count(p => p.Status == StoreCycleStatus.Completed),
            Predictions = decided.Count(d => d.DemandVCores is not null),
            ReplicatedRows = shadow.ReplicatedRows,
            ReplicatedBytes = shadow.ReplicatedBytes,
            WorkloadRuns = shadow.WorkloadRuns,
            TriggerChanges = shadow.TriggerChanges,
            ScaleOperations = [.. made.OrderBy(o => o.IntendedAt).Select(o => Describe(o, store, ladder, sent))],
            MinutesShort = world.MinutesShort,
            UnservedVCoreHours = world.UnservedVCoreHours,
            Cost = world.Cost,
            StaticPeak = Under(StaticPolicy.ForPeak(store.Trace, options.Start, until, ladder, new LoadProfile()), store, until, ladder, seed),
            Reactive = Under(new ReactivePolicy(store.StartSize), store, until, ladder, seed),
        };
    }

    private PolicySummary Under(IScalingPolicy policy, LocalStore store, DateTimeOffset until, SizeLadder ladder, long seed)
    {
        var result = PolicyRun.Evaluate(store.Trace, policy, options.Start, until, ladder, seed);
        return new PolicySummary(result.Cost, result.MinutesShort);
    }

    private static OperationSummary Describe(ScaleOperation operation, LocalStore store, SizeLadder ladder, IReadOnlyList<CloudOperation> sent)
    {
        // The platform's own count of accepted requests, not ours: this is where a second one would show.
        var patches = sent.Where(o => o.IsResize && o.ClientRequestId == operation.Id).Sum(o => o.Patches);
        return new OperationSummary(
            operation.Id,
            operation.DecisionId,
            operation.From,
            operation.To,
            operation.RequestedAt,
            operation.ReadyAt,
            NeedTime.Of(operation, store.Trace, ladder),
            operation.Status switch
            {
                ScaleOperationStatus.Verified => "verified",
                ScaleOperationStatus.Cancelled => "cancelled",
                ScaleOperationStatus.Superseded => "superseded",
                ScaleOperationStatus.Failed => "failed",
                _ => "superseded",
            },
            patches);
    }
}
