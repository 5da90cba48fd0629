using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>
/// Keeps a store from a size that cannot hold its data, because no limit of data is made smaller for it: on the way down the smallest size
/// that holds them is taken, else the size in force stays.
/// </summary>
public sealed class StorageGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Target == context.Current || ExtraNeeds.Storage(context.Input).Held is not { } held || Holds(context, context.Target, held))
        {
            return null;
        }

        var reason = new Reason(
            ReasonCode.StorageHeld,
            $"{context.Name(context.Target)} holds {ExtraNeeds.Gib(context.Input.Ladder.Sizes[context.Target].Limits.StorageBytes ?? 0)} GiB, less than the {ExtraNeeds.Gib(held)} GiB configured or used.");
        return new Ruling(reason, context.Smallest(index => Holds(context, index, held)));
    }

    private static bool Holds(GuardrailContext context, int index, double held) =>
        context.Input.Ladder.Sizes[index].Limits.StorageBytes is not { } limit || limit >= held;
}
