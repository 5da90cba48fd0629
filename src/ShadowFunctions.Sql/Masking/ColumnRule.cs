namespace ShadowFunctions.Sql.Masking;

/// <summary>The decision about one column.</summary>
/// <param name="Mask">What happens.</param>
/// <param name="Value">The rule's own value; null when it has none.</param>
internal sealed record ColumnRule(ColumnMask Mask, string? Value = null);
