using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Runs orchestrator code against a kept history, to prove that a change does not break running instances.</summary>
public static class OrchestrationReplayer
{
    /// <summary>Takes every recorded turn again. No activity runs.</summary>
    /// <param name="history">The history, complete or of an instance that is still running.</param>
    /// <param name="orchestrator">The code as it is now.</param>
    /// <param name="converter">Reads the payloads; the runtime's JSON rules unless given.</param>
    /// <exception cref="NonDeterministicOrchestrationException">The code decided otherwise than recorded.</exception>
    public static void Replay(
        OrchestrationHistory history, OrchestratorFunction orchestrator, DataConverter? converter = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(orchestrator);
        OrchestrationSession session = new(
            history.Orchestration, orchestrator, converter ?? new JsonDataConverter(), NullLoggerFactory.Instance);
        session.Replay(HistoryTurn.Split(history.Events));
    }
}
