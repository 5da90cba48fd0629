using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>Cuts a larger size to the largest one the budget per hour allows; a smaller size is never refused for its price.</summary>
public sealed class BudgetGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var sizes = context.Input.Ladder.Sizes;
        if (context.Settings.MaxCostPerHour is not { } budget || context.Target <= context.Current || sizes[context.Target].PricePerHour <= budget)
        {
            return null;
        }

        var affordable = context.Target;
        while (affordable > context.Current && sizes[affordable].PricePerHour > budget)
        {
            affordable--;
        }

        var reason = new Reason(
            ReasonCode.BudgetExceeded,
            $"{context.Name(context.Target)} costs {Planner.Number(sizes[context.Target].PricePerHour)} per hour, the budget is {Planner.Number(budget)}.");
        return affordable > context.Current ? new Ruling(reason, affordable) : new Ruling(reason);
    }
}
