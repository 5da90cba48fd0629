namespace ShadowFunctions.Api;

/// <summary>Body of every error answer (RFC 9457 fields, plus the mistakes).</summary>
/// <param name="Title">Machine-readable code.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Errors">The mistakes: field, value and remedy.</param>
public sealed record Problem(string Title, int Status, string Detail, IReadOnlyList<FieldError> Errors);
