namespace ShadowFunctions.Core.Ports;

/// <summary>What one poll of a change told.</summary>
/// <param name="State">How far it has come.</param>
/// <param name="RetryAfter">How long the platform asks to wait; null when it does not say.</param>
/// <param name="Error">The platform's error; null unless failed.</param>
public sealed record ScaleProgress(ScaleProgressState State, TimeSpan? RetryAfter = null, string? Error = null);
