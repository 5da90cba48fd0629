using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>
/// Does not ask again at once for a change that the platform refused for good or failed: a quarter of an hour after the first time, twice
/// as long after each further one. What it only put off is not counted.
/// </summary>
public sealed class FailedLatelyGuardrail : IGuardrail
{
    private const double FirstMinutes = 15;
    private const double LongestMinutes = 240;

    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.IsChange)
        {
            return null;
        }

        var target = context.Input.Ladder.Sizes[context.Target].Name;
        var failed = context.Input.Operations.OrderByDescending(o => o.IntendedAt)
            .Where(o => o.RetryAt is null)
            .TakeWhile(o => o.Status == ScaleOperationStatus.Failed && string.Equals(o.To, target, StringComparison.OrdinalIgnoreCase)).ToList();
        if (failed.Count == 0)
        {
            return null;
        }

        var wait = Math.Min(LongestMinutes, FirstMinutes * Math.Pow(2, failed.Count - 1));
        var minutes = (context.Input.Now - failed[0].IntendedAt).TotalMinutes;
        return minutes < wait
            ? new Ruling(new Reason(
                ReasonCode.FailedLately,
                $"The change to {target} failed {failed.Count} times, last {Planner.Number(minutes)} minutes ago; it is asked for again {Planner.Number(wait)} minutes after. {failed[0].Error}"))
            : null;
    }
}
