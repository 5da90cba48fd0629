namespace ShadowFunctions.Core.Planning;

/// <summary>One change that the planner foresees.</summary>
/// <param name="Step">Step in which it is asked for.</param>
/// <param name="ReadyAt">When it is ready at the latest, UTC.</param>
/// <param name="From">Position of the size before.</param>
/// <param name="To">Position of the size after.</param>
/// <param name="Need">The largest need, at the risk quantile, while the size after is in force.</param>
internal readonly record struct PlannedChange(int Step, DateTimeOffset ReadyAt, int From, int To, SizeNeed Need)
{
    public bool Up => To > From;
}
