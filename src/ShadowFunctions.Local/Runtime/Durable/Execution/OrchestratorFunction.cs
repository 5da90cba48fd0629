using Microsoft.DurableTask;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Orchestrator code. Its result is serialised by the engine.</summary>
/// <param name="context">What the code may use.</param>
public delegate Task<object?> OrchestratorFunction(TaskOrchestrationContext context);
