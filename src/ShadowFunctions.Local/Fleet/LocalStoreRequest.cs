using ShadowFunctions.Api;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Demo;

namespace ShadowFunctions.Local.Fleet;

/// <summary>The request that registers a local store: what an owner of such a store would send.</summary>
internal static class LocalStoreRequest
{
    private const string Region = "westeurope";

    /// <summary>Subscription of all local stores.</summary>
    public const string Subscription = "00000000-0000-0000-0000-000000000001";

    /// <summary>Automatic, since the owner of a local fleet wants to watch it act; sampling and rehearsals on.</summary>
    public static StoreRequest Of(LocalStore store, string stateDirectory)
    {
        var files = new LocalStoreFiles(stateDirectory);
        return new StoreRequest
        {
            Kind = store.IsPool ? StoreKind.SqlElasticPool : StoreKind.SqlDatabase,
            ResourceId = Resource(store).ResourceId,
            Region = Region,
            Mode = StoreMode.Automatic,
            ProductionConnection = store.IsPool ? null : files.Production(store.Id),
            ShadowConnection = store.IsPool ? null : files.Shadow(store.Id),
            Configuration = new ShadowConfiguration
            {
                Replication = new ReplicationSettings { SampleFraction = 0.05, Masking = DemoProduction.Masking },
                PreAllocation = new PreAllocationSettings { Ladder = store.Ladder },
            },
        };
    }

    /// <summary>The store as the app will know it, for preparing its files before the app runs.</summary>
    public static Store StoreOf(LocalStore store, string stateDirectory)
    {
        var request = Of(store, stateDirectory);
        return new Store
        {
            Id = store.Id,
            ResourceId = request.ResourceId,
            Region = Region,
            ProductionConnection = request.ProductionConnection,
            ShadowConnection = request.ShadowConnection,
        };
    }

    /// <summary>The database or pool behind the store.</summary>
    public static EmulatedResource Resource(LocalStore store) => new()
    {
        StoreId = store.Id,
        Kind = store.IsPool ? EmulatedResourceKind.ElasticPool : EmulatedResourceKind.Database,
        StartSize = store.StartSize,
        Trace = store.Trace,
        Members = store.Members,
        Subscription = Subscription,
        Region = Region,
    };
}
