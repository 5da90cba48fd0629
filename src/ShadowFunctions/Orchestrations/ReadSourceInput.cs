namespace ShadowFunctions.Orchestrations;

/// <summary>Which read source to carry through its life.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="RunId">The run: its intent is already recorded under this id.</param>
public sealed record ReadSourceInput(string StoreId, string RunId);
