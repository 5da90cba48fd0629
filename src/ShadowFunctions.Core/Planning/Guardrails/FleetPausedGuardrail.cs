using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>The global stop: refuses every change while the fleet is paused.</summary>
public sealed class FleetPausedGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var fleet = context.Input.Fleet;
        return context.IsChange && fleet.Paused
            ? new Ruling(new Reason(ReasonCode.FleetPaused, $"The fleet is paused: {fleet.Reason ?? "no reason given"}."))
            : null;
    }
}
