using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>Respects a size that somebody else has set for the configured time, in both directions.</summary>
public sealed class ForeignChangeGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var minutes = (context.Input.Now - context.Size.Since).TotalMinutes;
        return context.IsChange && context.Size.Foreign && minutes < context.Settings.RespectForeignChangeMinutes
            ? new Ruling(new Reason(
                ReasonCode.ForeignChange,
                $"Somebody else set {context.Size.Size} {Planner.Number(minutes)} minutes ago; it is respected for {context.Settings.RespectForeignChangeMinutes}."))
            : null;
    }
}
