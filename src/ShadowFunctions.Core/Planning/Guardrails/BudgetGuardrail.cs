using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>Cuts a larger size to the largest one the budget per hour allows; a smaller size is never refused for its price.</summary>
public sealed class BudgetGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Settings.MaxCostPerHour is not { } budget || context.Target <= context.Current || Price(context, context.Target) <= budget)
        {
            return null;
        }

        var affordable = context.Target;
        while (affordable > context.Current && Price(context, affordable) > budget)
        {
            affordable--;
        }

        var reason = new Reason(
            ReasonCode.BudgetExceeded,
            $"{context.Name(context.Target)} costs {Planner.Number(Price(context, context.Target))} per hour, the budget is {Planner.Number(budget)}.");
        return affordable > context.Current ? new Ruling(reason, affordable) : new Ruling(reason);
    }

    /// <summary>Every replica of a Hyperscale store is paid as the store is.</summary>
    private static double Price(GuardrailContext context, int index) =>
        context.Input.Ladder.Sizes[index].PricePerHour * (1 + (context.Input.Ladder.Sizes[index].Tier == "Hyperscale" ? context.Input.Capacity.Replicas ?? 0 : 0));
}
