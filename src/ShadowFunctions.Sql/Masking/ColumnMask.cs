namespace ShadowFunctions.Sql.Masking;

/// <summary>What the pipe does to the values of one column.</summary>
internal enum ColumnMask
{
    /// <summary>The owner's rule: copied whatever it is.</summary>
    Keep,

    /// <summary>No rule, and not declared as text: copied when the value is what the column was declared to hold, else emptied.</summary>
    KeepTyped,

    /// <summary>Replaced by a keyed token.</summary>
    Token,

    /// <summary>No rule, and it tells rows apart: a number stays, anything else becomes a token.</summary>
    KeepNumberElseToken,

    /// <summary>Replaced by null, or by the type's empty value where null is not allowed.</summary>
    Empty,

    /// <summary>Replaced by a token that reads as an e-mail address.</summary>
    Email,

    /// <summary>Replaced by a token that reads as a telephone number.</summary>
    Phone,

    /// <summary>Replaced by a token that reads as an IBAN.</summary>
    Iban,

    /// <summary>Replaced by another row's value.</summary>
    Shuffle,

    /// <summary>Moved a little.</summary>
    Noise,

    /// <summary>Replaced by one value.</summary>
    Constant,
}
