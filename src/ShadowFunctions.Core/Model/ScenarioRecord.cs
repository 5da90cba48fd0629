namespace ShadowFunctions.Core.Model;

/// <summary>What past events of one name did. It outlives the announcements: the next event of the name is expected in its light.</summary>
/// <param name="Name">Name of the events.</param>
/// <param name="Past">Their outcomes, oldest first.</param>
public sealed record ScenarioRecord(string Name, IReadOnlyList<ScenarioOutcome> Past)
{
    private const int Most = 12;

    /// <summary>Start of the last event that was looked at, also when its effect could not be told; UTC.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>The record with another outcome, in the place of one of the same start; the oldest are forgotten beyond a dozen.</summary>
    public ScenarioRecord With(ScenarioOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return this with { Past = [.. Past.Where(p => p.Start != outcome.Start).Append(outcome).OrderBy(p => p.Start).TakeLast(Most)] };
    }
}
