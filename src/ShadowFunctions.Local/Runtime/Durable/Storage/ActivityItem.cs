namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>A call of an activity that waits for its result.</summary>
internal sealed record ActivityItem(long Execution, ActivityInvocation Invocation);
