namespace ShadowFunctions.Api;

/// <summary>One mistake in a request.</summary>
/// <param name="Field">Path of the field, for example <c>configuration.preAllocation.riskQuantile</c>.</param>
/// <param name="Value">What was sent; null when it was missing.</param>
/// <param name="Remedy">What to send instead.</param>
public sealed record FieldError(string Field, string? Value, string Remedy);
