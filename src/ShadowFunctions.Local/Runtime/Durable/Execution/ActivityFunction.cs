namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Activity code. It returns its result as JSON (null for none) and throws to fail.</summary>
/// <param name="invocation">The call.</param>
/// <param name="cancellationToken">Cancelled when the runtime stops; the call is then made again after the restart.</param>
public delegate Task<string?> ActivityFunction(ActivityInvocation invocation, CancellationToken cancellationToken);
