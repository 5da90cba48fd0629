namespace ShadowFunctions.Azure.Tests.Fakes;

/// <summary>One change of a fake resource.</summary>
internal sealed class FakeOperation
{
    public required Guid Id { get; init; }

    public required string Target { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public string State { get; set; } = "InProgress";

    public string? Error { get; set; }
}
