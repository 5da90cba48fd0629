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

    /// <summary>A token that still reads as an e-mail address: both sides of the @ are replaced, the top-level domain stays.</summary>
    Email,

    /// <summary>A token that still reads as a telephone number: an international prefix stays, all other digits are replaced.</summary>
    Phone,

    /// <summary>A token that still reads as an IBAN: country and length stay, the check digits are right.</summary>
    Iban,

    /// <summary>Replaced by a value of another row of the same column: values stay, whose they are does not.</summary>
    Shuffle,

    /// <summary>Moved a little at random: numbers by a share of themselves, dates by days.</summary>
    Noise,

    /// <summary>Replaced by one value for all rows.</summary>
    Constant,
}
