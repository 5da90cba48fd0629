namespace ShadowFunctions.Api;

/// <summary>Body of <c>POST /api/stores/{id}/shadow/questions</c>: a load that has not come yet.</summary>
public sealed record LoadQuestionRequest
{
    /// <summary>Executions per second of the statements that change, per template id; the others keep their usual rates.</summary>
    public IReadOnlyDictionary<string, double> Rates { get; init; } = new Dictionary<string, double>();

    /// <summary>All rates together as a multiple, 0.01 to 1,000.</summary>
    public double Multiplier { get; init; } = 1;

    /// <summary>Data as a multiple of the present size, 0.01 to 100.</summary>
    public double DataFactor { get; init; } = 1;
}
