namespace ShadowFunctions.Orchestrations;

/// <summary>How a change stands after one step.</summary>
/// <param name="Status">Status of the operation.</param>
/// <param name="WaitSeconds">Seconds until the next poll is worth while; null when it has ended.</param>
/// <param name="Overdue">True when the deadline has passed.</param>
public sealed record PreScaleStep(string Status, double? WaitSeconds, bool Overdue = false);
