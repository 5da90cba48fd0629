namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>One parameter's place in a statement.</summary>
/// <param name="Parameter">Its name with its mark.</param>
/// <param name="Qualifier">Table or alias before the column; null when the text names none.</param>
/// <param name="Column">The column it is compared with or written to.</param>
/// <param name="End">Which end of a range it sets.</param>
/// <param name="IsInserted">True when it is a value of a new row.</param>
internal sealed record ParameterUse(string Parameter, string? Qualifier, string Column, RangeEnd End, bool IsInserted);
