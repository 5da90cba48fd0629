namespace ShadowFunctions.Sql.Statements;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>Keyword or unquoted name.</summary>
    Word,

    /// <summary>A name in quotes that can be nothing but a name.</summary>
    QuotedName,

    /// <summary>Double quotes where the engine decides at run time whether it is a name or a text.</summary>
    NameOrText,

    /// <summary>A literal of text, bytes or bits.</summary>
    Text,

    /// <summary>A literal number, without its sign.</summary>
    Number,

    /// <summary>A parameter.</summary>
    Parameter,

    /// <summary>Everything else: operators and punctuation.</summary>
    Symbol,
}
