namespace Microsoft.DurableTask;

/// <summary>Decides whether a failed task is tried again; may await durable tasks, a delay for instance.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
