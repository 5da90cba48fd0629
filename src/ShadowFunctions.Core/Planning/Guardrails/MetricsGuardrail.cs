namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>Refuses to make the store smaller on stale, missing or contradictory metrics.</summary>
public sealed class MetricsGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.IsDown && MetricsHealth.Assess(context.Input) is { } reason ? new Ruling(reason) : null;
    }
}
