namespace Microsoft.DurableTask.Client;

/// <summary>How an instance is deleted.</summary>
/// <param name="Recursive">Whether its children are deleted too.</param>
public record PurgeInstanceOptions(bool Recursive = false);
