namespace ShadowFunctions.Sql.Statements;

/// <summary>Tells names from texts in double quotes, where an engine allows both (SQLite always, T-SQL by a session's setting).</summary>
internal sealed class DoubleQuotes(IReadOnlyList<Token> body, StatementLanguage language, IReadOnlySet<string>? names)
{
    private readonly HashSet<string> _aliases = Enumerable.Range(1, Math.Max(0, body.Count - 1))
        .Where(i => body[i].Kind == TokenKind.NameOrText && body[i - 1].IsWord("AS"))
        .Select(i => body[i].Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for a name, false for a text.</summary>
    /// <exception cref="StatementRefusedException">It could be either.</exception>
    public bool IsName(int i)
    {
        var name = body[i].Name;
        if (IsPlaceOfName(i) || _aliases.Contains(name) || names?.Any(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) == true)
        {
            return true;
        }

        return language == StatementLanguage.Sqlite && names is not null
            ? false
            : throw new StatementRefusedException("double quotes that may hold a name or a text");
    }

    private bool IsPlaceOfName(int i) =>
        (i > 0 && (body[i - 1].IsSymbol(".") || body[i - 1].IsWord("AS", "FROM", "JOIN", "INTO", "UPDATE")))
        || (i + 1 < body.Count && body[i + 1].IsSymbol("."))
        || IsInsertColumn(i);

    /// <summary>In the list of columns behind INSERT INTO table.</summary>
    private bool IsInsertColumn(int i)
    {
        var open = i - 1;
        while (open > 0 && !body[open].IsSymbol("("))
        {
            if (!body[open].IsName && !body[open].IsSymbol(","))
            {
                return false;
            }

            open--;
        }

        var table = open - 1;
        while (table > 1 && body[table - 1].IsSymbol("."))
        {
            table -= 2;
        }

        return table > 0 && body[table].IsName && body[table - 1].IsWord("INTO");
    }
}
