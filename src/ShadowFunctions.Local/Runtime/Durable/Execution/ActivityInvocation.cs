namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>One call of an activity. The same call may be made again after a crash.</summary>
/// <param name="Name">Name of the activity.</param>
/// <param name="InstanceId">The calling orchestration instance.</param>
/// <param name="TaskId">Number of the call within its execution.</param>
/// <param name="Input">Input as JSON; null for none.</param>
public sealed record ActivityInvocation(string Name, string InstanceId, int TaskId, string? Input);
