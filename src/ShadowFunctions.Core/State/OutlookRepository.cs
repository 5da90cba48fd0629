using ShadowFunctions.Core.Forecasting.Outlooks;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>The latest view of each store's coming day and week.</summary>
public sealed class OutlookRepository(IStateStore store) : PerStoreDocuments<StoreOutlook>(store, StateKinds.Outlook);
