namespace ShadowFunctions.Core.Model;

/// <summary>How one column is masked on its way into the shadow.</summary>
/// <param name="Table">Table name, without brackets.</param>
/// <param name="Column">Column name, without brackets.</param>
/// <param name="Kind">What happens to the value.</param>
/// <param name="Value">
/// <see cref="MaskingKind.Constant"/>: the value, as text. <see cref="MaskingKind.Noise"/>: the largest share of a number (0.1 when left out), or the
/// most days of a date (30 when left out). Nothing for the others.
/// </param>
public sealed record MaskingRule(string Table, string Column, MaskingKind Kind, string? Value = null);
