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

        var last = context.Size.Since;
        foreach (var operation in context.Input.Operations.Where(o => o.Patches > 0 || o.ReadyAt is not null))
        {
            var at = operation.ReadyAt ?? operation.RequestedAt ?? operation.IntendedAt;
            last = at > last ? at : last;
        }

        var minutes = (context.Input.Now - last).TotalMinutes;
        return minutes < context.Settings.ScaleDownCooldownMinutes
            ? new Ruling(new Reason(
                ReasonCode.Cooldown,
                $"The last change was {Planner.Number(minutes)} minutes ago; nothing is made smaller for {context.Settings.ScaleDownCooldownMinutes}."))
            : null;
    }
}
