using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Sql.Load;

/// <summary>A statement of a load.</summary>
/// <param name="Template">What is run.</param>
/// <param name="Parameters">Names of its parameters, in the order of the values.</param>
/// <param name="Draw">Fills in the parameters of one execution; called by many threads at once, each with a generator of its own.</param>
public sealed record LoadStatement(QueryTemplate Template, IReadOnlyList<string> Parameters, DrawValues Draw)
{
    /// <summary>Fewest keys that exist in the shadow among those it looks rows up by; null when it looks none up.</summary>
    public int? FewestKeys { get; init; }
}
