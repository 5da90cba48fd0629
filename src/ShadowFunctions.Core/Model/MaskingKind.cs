namespace ShadowFunctions.Core.Model;

/// <summary>What masking does to a value.</summary>
public enum MaskingKind
{
    /// <summary>Copied as it is: the owner says that it holds no personal data.</summary>
    Keep,

    /// <summary>Replaced by a deterministic keyed token of the same type and length, so that joins still match.</summary>
    Token,

    /// <summary>Replaced by null.</summary>
    Null,
}
