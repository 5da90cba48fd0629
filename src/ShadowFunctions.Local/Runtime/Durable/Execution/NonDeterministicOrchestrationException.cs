namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>
/// Orchestrator code did something that replay cannot repeat: it decided otherwise than its history says, or it awaited
/// something that is not durable.
/// </summary>
public sealed class NonDeterministicOrchestrationException : InvalidOperationException
{
    /// <summary>Creates the exception with a message that names the orchestration and what it did.</summary>
    public NonDeterministicOrchestrationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception for a decision that differs from the recorded one.</summary>
    internal static NonDeterministicOrchestrationException Diverged(
        OrchestrationIdentity orchestration, int turn, string expected, string actual) =>
        new($"Orchestration '{orchestration.Name}' (instance '{orchestration.InstanceId}') does not match its history in "
            + $"turn {turn}: expected {expected}, actual {actual}. Its code has changed under a running instance, or it "
            + "reads something that replay does not repeat (clock, randomness, environment, unordered collections).");

    /// <summary>Creates the exception for an await on something that is not durable.</summary>
    internal static NonDeterministicOrchestrationException IllegalAwait(OrchestrationIdentity orchestration) =>
        new($"Orchestration '{orchestration.Name}' (instance '{orchestration.InstanceId}') awaited something that is not a "
            + "durable task. Only tasks of TaskOrchestrationContext, and Task.WhenAll and Task.WhenAny of them, may be "
            + "awaited, without ConfigureAwait(false); do other work in an activity.");
}
