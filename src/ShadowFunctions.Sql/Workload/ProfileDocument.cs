namespace ShadowFunctions.Sql.Workload;

/// <summary>A workload as people write it in JSON; <c>docs/schemas/workload.schema.json</c> describes the file.</summary>
public sealed record ProfileDocument
{
    /// <summary>Where editors find the schema; not used here.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>For people.</summary>
    public string Name { get; init; } = "workload";

    /// <summary>The mix; empty takes the one that the store recorded.</summary>
    public IReadOnlyList<ProfileStatement> Statements { get; init; } = [];

    /// <summary>What the event does to the whole mix, 0.01 to 1,000.</summary>
    public double Multiplier { get; init; } = 1;

    /// <summary>Sizes to choose from: the name of a ladder.</summary>
    public string Ladder { get; init; } = "GP_Gen5";

    /// <summary>How production is sampled.</summary>
    public ProfileSample Sample { get; init; } = new();
}
