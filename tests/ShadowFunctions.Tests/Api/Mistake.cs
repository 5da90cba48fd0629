namespace ShadowFunctions.Tests.Api;

/// <summary>A bad request and what the answer must say about it.</summary>
/// <param name="Name">What is wrong, one phrase.</param>
/// <param name="Request">Verb and path.</param>
/// <param name="Body">Body; null sends none.</param>
/// <param name="Status">Status of the answer.</param>
/// <param name="Field">The field that the answer names.</param>
/// <param name="Value">The value that the answer repeats; null when the field was missing.</param>
/// <param name="Remedy">Part of the remedy.</param>
public sealed record Mistake(string Name, string Request, string? Body, int Status, string Field, string? Value, string Remedy)
{
    public override string ToString() => Name;
}
