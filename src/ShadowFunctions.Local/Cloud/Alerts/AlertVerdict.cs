using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Cloud;

/// <summary>What one evaluation of a rule saw.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Scope">The resource it looked at.</param>
/// <param name="From">First minute of the window, UTC.</param>
/// <param name="To">First minute after it, UTC.</param>
/// <param name="Values">The aggregate of each condition, in the order of the rule.</param>
/// <param name="Holds">True when every condition holds.</param>
internal sealed record AlertVerdict(JsonObject Rule, CloudResource Scope, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<double> Values, bool Holds)
{
    public JsonObject Properties => Rule["properties"]!.AsObject();

    public IEnumerable<JsonObject> Conditions => Properties["criteria"]!["allOf"]!.AsArray().Select(c => c!.AsObject());
}
