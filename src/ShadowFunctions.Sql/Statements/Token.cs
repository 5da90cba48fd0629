namespace ShadowFunctions.Sql.Statements;

/// <summary>One token of a statement. Comments and white space are no tokens; they show as a space before the next one.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written.</param>
/// <param name="SpaceBefore">Whether white space or a comment stands before it.</param>
internal readonly record struct Token(TokenKind Kind, string Text, bool SpaceBefore)
{
    public bool IsWord(params ReadOnlySpan<string> words)
    {
        if (Kind != TokenKind.Word)
        {
            return false;
        }

        foreach (var word in words)
        {
            if (Text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsName => Kind is TokenKind.Word or TokenKind.QuotedName or TokenKind.NameOrText;

    /// <summary>The name without its quotes.</summary>
    public string Name => Kind is TokenKind.QuotedName or TokenKind.NameOrText && Text.Length >= 2
        ? Unquote(Text)
        : Text;

    private static string Unquote(string quoted)
    {
        var start = quoted.StartsWith("U&", StringComparison.OrdinalIgnoreCase) ? 2 : 0;
        var close = quoted[^1];
        return quoted[(start + 1)..^1].Replace($"{close}{close}", $"{close}", StringComparison.Ordinal);
    }
}
