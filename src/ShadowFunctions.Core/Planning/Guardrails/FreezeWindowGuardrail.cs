using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>Refuses a change that could still be running inside a freeze window: connections drop when it ends.</summary>
public sealed class FreezeWindowGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.IsChange)
        {
            return null;
        }

        var now = context.Input.Now;
        var until = now.AddMinutes(context.Input.Prediction?.LeadTimeMinutes ?? context.Settings.LeadTimeMinutes);
        var window = context.Settings.FreezeWindows.FirstOrDefault(w => w.Start < until && now < w.End);
        return window is null
            ? null
            : new Ruling(new Reason(ReasonCode.FreezeWindow, $"Nothing is changed from {window.Start:u} to {window.End:u}: {window.Reason}."));
    }
}
