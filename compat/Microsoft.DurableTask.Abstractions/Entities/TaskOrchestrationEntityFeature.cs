namespace Microsoft.DurableTask.Entities;

/// <summary>Durable entities as an orchestrator sees them. This product uses none; the type only completes signatures.</summary>
public abstract class TaskOrchestrationEntityFeature
{
}
