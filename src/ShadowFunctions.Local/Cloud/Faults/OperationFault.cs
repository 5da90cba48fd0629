namespace ShadowFunctions.Local.Cloud;

/// <summary>An operation that is accepted and fails later, as real ones do.</summary>
/// <param name="StoreOrName">Store id or resource name it happens to.</param>
/// <param name="Ordinal">Which operation of that resource, from 1.</param>
/// <param name="Code">The platform's numeric error.</param>
/// <param name="Description">The platform's message.</param>
/// <param name="IsUserError">True when the caller is to blame.</param>
public sealed record OperationFault(string StoreOrName, int Ordinal, int Code, string Description, bool IsUserError = true);
