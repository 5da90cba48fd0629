namespace ShadowFunctions.Core.Model;

/// <summary>How one column is masked on its way into the shadow.</summary>
/// <param name="Table">Table name, without brackets.</param>
/// <param name="Column">Column name, without brackets.</param>
/// <param name="Kind">What happens to the value.</param>
public sealed record MaskingRule(string Table, string Column, MaskingKind Kind);
