namespace ShadowFunctions.Orchestrations;

/// <summary>Which change to carry out.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="OperationId">The operation: its intent is already recorded under this id.</param>
public sealed record PreScaleInput(string StoreId, string OperationId);
