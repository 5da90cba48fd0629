namespace ShadowFunctions.Orchestrations;

/// <summary>How a change stands after one step.</summary>
/// <param name="Status">Status of the operation.</param>
/// <param name="WaitSeconds">Seconds until the next step is worth while; null when it has ended.</param>
/// <param name="Overdue">True when the deadline has passed.</param>
/// <param name="RetrySeconds">Seconds after which a new decision may ask again; null when the change was made or will not be.</param>
public sealed record PreScaleStep(string Status, double? WaitSeconds, bool Overdue = false, double? RetrySeconds = null);
