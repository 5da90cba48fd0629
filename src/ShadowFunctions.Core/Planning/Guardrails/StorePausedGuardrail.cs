using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>Refuses every change while the owner has paused the store.</summary>
public sealed class StorePausedGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.IsChange && context.Input.Store.Paused ? new Ruling(new Reason(ReasonCode.StorePaused, "The store is paused.")) : null;
    }
}
