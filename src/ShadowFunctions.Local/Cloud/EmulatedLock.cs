namespace ShadowFunctions.Local.Cloud;

/// <summary>A management lock.</summary>
/// <param name="Scope">Resource id it is on; it holds for everything below too.</param>
/// <param name="Level"><c>ReadOnly</c> or <c>CanNotDelete</c>.</param>
public sealed record EmulatedLock(string Scope, string Level);
