namespace ShadowFunctions.Core.Planning;

/// <summary>The answer to a change that wants to write.</summary>
/// <param name="Budget">The budget after it.</param>
/// <param name="Granted">True when it may write now.</param>
/// <param name="WaitSeconds">Seconds after which it should ask again; 0 when granted.</param>
public sealed record WriteAnswer(WriteBudget Budget, bool Granted, double WaitSeconds);
