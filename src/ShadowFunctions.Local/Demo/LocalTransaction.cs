namespace ShadowFunctions.Local.Demo;

/// <summary>A transaction on an emulated production store.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="From">When it begins, UTC.</param>
/// <param name="Until">When it ends, UTC.</param>
public sealed record LocalTransaction(string StoreId, DateTimeOffset From, DateTimeOffset Until);
