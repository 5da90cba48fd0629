using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>Refuses to make the store smaller too soon after any change of its size.</summary>
public sealed class CooldownGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.IsDown)
        {
            return null;
        }

        var minutes = (context.Input.Now - LastChange.Of(context.Size, context.Input.Operations)).TotalMinutes;
        return minutes < context.Settings.ScaleDownCooldownMinutes
            ? new Ruling(new Reason(
                ReasonCode.Cooldown,
                $"The last change was {Planner.Number(minutes)} minutes ago; nothing is made smaller for {context.Settings.ScaleDownCooldownMinutes}."))
            : null;
    }
}
