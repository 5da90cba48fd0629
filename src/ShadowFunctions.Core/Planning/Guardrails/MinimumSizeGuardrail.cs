using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>Lifts a size below the configured minimum to it. A minimum that is not on the ladder binds nothing.</summary>
public sealed class MinimumSizeGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Settings.MinimumSize is not { } minimum || !context.Input.Ladder.Contains(minimum))
        {
            return null;
        }

        var least = context.Input.Ladder.IndexOf(minimum);
        return context.Target >= least
            ? null
            : new Ruling(new Reason(ReasonCode.BelowMinimumSize, $"{context.Name(context.Target)} lies below the minimum {minimum}."), least);
    }
}
