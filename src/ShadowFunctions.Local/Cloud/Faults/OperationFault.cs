namespace ShadowFunctions.Local.Cloud;

/// <summary>An operation that is accepted and goes wrong later, as real ones do.</summary>
/// <param name="StoreOrName">Store id or resource name it happens to; <c>*</c> for every one.</param>
/// <param name="Ordinal">Which operation of that resource, from 1; 0 for every one.</param>
/// <param name="Code">The platform's numeric error.</param>
/// <param name="Description">The platform's message.</param>
/// <param name="IsUserError">True when the caller is to blame.</param>
public sealed record OperationFault(
    string StoreOrName, int Ordinal, int Code = 40613, string Description = "A scripted failure.", bool IsUserError = true)
{
    /// <summary>What goes wrong.</summary>
    public OperationFaultKind Kind { get; init; } = OperationFaultKind.Fails;

    /// <summary>Minutes a slow operation takes beyond its time.</summary>
    public double ExtraMinutes { get; init; }

    /// <summary>False: the platform refuses to cancel it.</summary>
    public bool Cancellable { get; init; } = true;

    internal bool IsOf(CloudResource resource, int ordinal) =>
        (Ordinal == 0 || Ordinal == ordinal) && (StoreOrName == "*" || StoreOrName == resource.StoreId || StoreOrName == resource.Name);
}
