namespace ShadowFunctions.Core.Planning;

/// <summary>One change that the planner foresees.</summary>
/// <param name="Step">Step from which the new size is wanted.</param>
/// <param name="From">Position of the size before.</param>
/// <param name="Need">The new need.</param>
internal readonly record struct PlannedChange(int Step, int From, SizeNeed Need)
{
    public bool Up => Need.Index > From;
}
