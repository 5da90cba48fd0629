namespace ShadowFunctions.Core.Ports;

/// <summary>A stored document and its version.</summary>
/// <typeparam name="T">The document.</typeparam>
/// <param name="Value">The document.</param>
/// <param name="ETag">Version; changes with every write.</param>
public sealed record Versioned<T>(T Value, string ETag);
