using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>
/// A change of size ends open transactions. Making the store smaller can wait for them; making it larger cannot, because minutes that are short
/// hurt everybody: then it is only said. Without a look, or with one that saw nothing, nothing is held back.
/// </summary>
public sealed class LongTransactionGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Target == context.Current || context.Input.Transactions is not { } look ? null
            : Judge(look, context.Settings.LongTransactionSeconds, context.IsDown) is not { } reason ? null
            : new Ruling(reason, Holds(reason, context.IsDown) ? null : context.Target);
    }

    /// <summary>What is to be said of a change of size after a look; null when nothing.</summary>
    public static Reason? Judge(TransactionLook look, int longSeconds, bool down)
    {
        ArgumentNullException.ThrowIfNull(look);
        if (look.Unseen is { } why)
        {
            return new Reason(ReasonCode.TransactionsUnseen, $"Open transactions could not be looked at, which holds nothing back: {why}");
        }

        var then = down ? "nothing is made smaller until it has ended" : "the larger size is needed and does not wait, and the change ends it";
        return look.OldestSeconds is { } age && age >= longSeconds
            ? new Reason(ReasonCode.LongTransaction, $"A transaction has been open for {Planner.Number(age)} seconds, {longSeconds} or more: {then}.")
            : null;
    }

    /// <summary>True when the reason holds the change back.</summary>
    public static bool Holds(Reason reason, bool down)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return down && reason.Code == ReasonCode.LongTransaction;
    }
}
