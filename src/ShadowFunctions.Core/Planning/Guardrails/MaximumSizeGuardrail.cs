using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>Cuts a size above the configured maximum to it. A store that already stands higher is not pushed down by this alone.</summary>
public sealed class MaximumSizeGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Settings.MaximumSize is not { } maximum || !context.Input.Ladder.Contains(maximum))
        {
            return null;
        }

        var most = context.Input.Ladder.IndexOf(maximum);
        return context.Target <= most || !context.IsChange
            ? null
            : new Ruling(
                new Reason(ReasonCode.AboveMaximumSize, $"{context.Name(context.Target)} lies above the maximum {maximum}."),
                context.IsDown ? context.Target : Math.Max(most, context.Current));
    }
}
