using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>Refuses a change while another runs, on the platform's word or our own, or while the store does not serve.</summary>
public sealed class OperationInFlightGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.IsChange)
        {
            return null;
        }

        var capacity = context.Input.Capacity;
        if (capacity.OperationInFlight)
        {
            return new Ruling(new Reason(ReasonCode.OperationInFlight, $"A change to {capacity.RequestedSize} is running."));
        }

        if (!capacity.Online)
        {
            return new Ruling(new Reason(ReasonCode.OperationInFlight, "The store is not online: it is paused, restoring or being changed."));
        }

        var ours = context.Input.Operations.FirstOrDefault(o =>
            o.Status is ScaleOperationStatus.Intended or ScaleOperationStatus.InProgress && o.Deadline > context.Input.Now);
        return ours is null ? null : new Ruling(new Reason(ReasonCode.OperationInFlight, $"Our own change {ours.Id} to {ours.To} has not ended."));
    }
}
