using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>
/// The one list of guardrails. Those that cut come first, those that refuse judge what was left; all are asked, so that every refusal
/// is on record, and one refusal is enough. Who has the last word is asked at the very end.
/// </summary>
public static class GuardrailList
{
    /// <summary>The list in the order it is asked.</summary>
    public static IReadOnlyList<IGuardrail> All { get; } =
    [
        new MinimumSizeGuardrail(),
        new MaximumSizeGuardrail(),
        new StepGuardrail(),
        new BudgetGuardrail(),
        new StorageGuardrail(),
        new CacheGuardrail(),
        new StorePausedGuardrail(),
        new FleetPausedGuardrail(),
        new OperationInFlightGuardrail(),
        new FailedLatelyGuardrail(),
        new FreezeWindowGuardrail(),
        new ForeignChangeGuardrail(),
        new MetricsGuardrail(),
        new CooldownGuardrail(),
        new DwellGuardrail(),
        new LongTransactionGuardrail(),
    ];

    /// <summary>Asks every guardrail and the store's mode.</summary>
    public static GuardrailResult Apply(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var reasons = new List<Reason>();
        var refused = false;
        foreach (var guardrail in All)
        {
            if (guardrail.Check(context) is { } ruling)
            {
                reasons.Add(ruling.Reason);
                refused |= ruling.Target is null;
                context = context with { Target = ruling.Target ?? context.Target };
            }
        }

        if (refused)
        {
            return new GuardrailResult(context.Target, DecisionOutcome.Refused, reasons);
        }

        if (!context.IsChange)
        {
            return new GuardrailResult(context.Target, DecisionOutcome.Keep, reasons);
        }

        switch (context.Input.Store.Mode)
        {
            case StoreMode.Recommend:
                reasons.Add(new Reason(ReasonCode.RecommendOnly, "The store only recommends: nothing is changed."));
                return new GuardrailResult(context.Target, DecisionOutcome.Recommended, reasons);
            case StoreMode.Approve:
                var what = context.Extras is { } extras ? $"{context.Name(context.Target)} with {extras.Describe()}" : context.Name(context.Target);
                reasons.Add(new Reason(ReasonCode.ApprovalNeeded, $"{what} waits for the owner's approval."));
                return new GuardrailResult(context.Target, DecisionOutcome.AwaitingApproval, reasons);
            default:
                return new GuardrailResult(context.Target, DecisionOutcome.Apply, reasons);
        }
    }
}
