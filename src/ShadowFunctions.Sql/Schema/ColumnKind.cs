namespace ShadowFunctions.Sql.Schema;

/// <summary>What a column was declared to hold; decides whether it is copied when the owner has said nothing.</summary>
public enum ColumnKind
{
    /// <summary>Characters, or a type nobody can vouch for: not copied without a rule.</summary>
    Text,

    /// <summary>A number or a truth value.</summary>
    Number,

    /// <summary>A date, a time or both.</summary>
    Time,

    /// <summary>Bytes: not copied without a rule.</summary>
    Binary,
}
