using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>Refuses to make the store smaller before its size has stood for as long as the owner wants each to. A larger size is a need and passes.</summary>
public sealed class DwellGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var minutes = (context.Input.Now - LastChange.Of(context.Size, context.Input.Operations)).TotalMinutes;
        return context.IsDown && minutes < context.Settings.MinDwellMinutes
            ? new Ruling(new Reason(
                ReasonCode.Dwelling,
                $"{context.Name(context.Current)} has stood for {Planner.Number(minutes)} of the {context.Settings.MinDwellMinutes} minutes of preAllocation.minDwellMinutes."))
            : null;
    }
}
