using System.Text.Json.Nodes;

namespace ShadowFunctions.Azure.Tests.Fakes;

/// <summary>A database or pool of the fake, with its operations.</summary>
internal sealed class FakeResource
{
    public required string Id { get; init; }

    public required string Size { get; set; }

    public string? Requested { get; set; }

    public string Status { get; set; } = "Online";

    public JsonObject Tags { get; set; } = [];

    public JsonObject Extra { get; set; } = [];

    public List<FakeOperation> Operations { get; } = [];

    /// <summary>A pool's databases, by id.</summary>
    public List<string> Databases { get; } = [];

    public bool IsPool => Id.Contains("/elasticPools/", StringComparison.OrdinalIgnoreCase);
}
