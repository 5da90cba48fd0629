using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>Cuts a change to the configured number of ladder steps.</summary>
public sealed class StepGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var allowed = context.IsDown ? context.Settings.MaxStepsDown : context.Settings.MaxStepsUp;
        var steps = Math.Abs(context.Target - context.Current);
        return allowed <= 0 || steps <= allowed
            ? null
            : new Ruling(
                new Reason(ReasonCode.StepLimited, $"{steps} steps to {context.Name(context.Target)} are cut to {allowed}."),
                context.Current + (context.IsDown ? -allowed : allowed));
    }
}
