namespace ShadowFunctions.Orchestrations;

/// <summary>A store's pass that failed, and why.</summary>
/// <param name="Work">The store's pass.</param>
/// <param name="Error">What failed.</param>
public sealed record StoreFailure(StoreWork Work, string Error);
