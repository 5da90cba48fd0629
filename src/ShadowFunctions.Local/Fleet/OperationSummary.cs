namespace ShadowFunctions.Local.Fleet;

/// <summary>One change of production.</summary>
/// <param name="Id">Operation id.</param>
/// <param name="DecisionId">The decision it carried out.</param>
/// <param name="From">Size before.</param>
/// <param name="To">Size asked for.</param>
/// <param name="RequestedAt">When the platform accepted it, UTC; null when it was never sent.</param>
/// <param name="ReadyAt">When the size asked for was verified, UTC; null when it never was.</param>
/// <param name="NeededAt">
/// When demand did exceed the size before; where it never came, when it was predicted to. Null for moves down.
/// </param>
/// <param name="Outcome">verified, failed, cancelled or superseded.</param>
/// <param name="Patches">Requests that the platform accepted for it.</param>
public sealed record OperationSummary(
    string Id, string DecisionId, string From, string To, DateTimeOffset? RequestedAt, DateTimeOffset? ReadyAt, DateTimeOffset? NeededAt, string Outcome, int Patches);
