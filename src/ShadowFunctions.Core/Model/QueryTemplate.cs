namespace ShadowFunctions.Core.Model;

/// <summary>A statement with its literals removed.</summary>
/// <param name="Id">Fingerprint of the normalised text.</param>
/// <param name="Text">Statement with parameters in place of literals.</param>
/// <param name="Class">Whether it reads or writes.</param>
public sealed record QueryTemplate(string Id, string Text, QueryClass Class);
