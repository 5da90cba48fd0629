namespace ShadowFunctions.Sql.Statements;

/// <summary>SQLite's tokens. Double quotes may hold a name or a text there, so such a token is neither until the schema says which.</summary>
internal static class SqliteLexer
{
    private static readonly string[] Symbols = ["->>", "->", "||", "<<", ">>", "<=", ">=", "<>", "!=", "==", "::"];

    public static IReadOnlyList<Token> Read(string text)
    {
        var cursor = new TextCursor(text);
        cursor.Check();
        var tokens = new List<Token>();
        var space = false;
        while (!cursor.AtEnd)
        {
            if (SkipSpace(cursor))
            {
                space = true;
                continue;
            }

            var start = cursor.At;
            var kind = Next(cursor);
            tokens.Add(new Token(kind, cursor.Since(start), space));
            space = false;
        }

        return tokens;
    }

    private static bool SkipSpace(TextCursor cursor)
    {
        if (cursor.Current is ' ' or '\t' or '\n' or '\r' or '\f')
        {
            cursor.Skip();
        }
        else if (cursor.Starts("--"))
        {
            cursor.SkipLine();
        }
        else if (cursor.Starts("/*"))
        {
            cursor.SkipBlockComment(nested: false);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static TokenKind Next(TextCursor cursor)
    {
        switch (cursor.Current)
        {
            case '\'':
                cursor.SkipQuoted('\'', backslashEscapes: false, "a text");
                return TokenKind.Text;
            case '"':
                cursor.SkipQuoted('"', backslashEscapes: false, "a quoted name");
                return TokenKind.NameOrText;
            case '`':
                cursor.SkipQuoted('`', backslashEscapes: false, "a quoted name");
                return TokenKind.QuotedName;
            case '[':
                SkipBracketed(cursor);
                return TokenKind.QuotedName;
            case 'x' or 'X' when cursor.Peek(1) == '\'':
                cursor.Skip();
                cursor.SkipQuoted('\'', backslashEscapes: false, "a blob");
                return TokenKind.Text;
            case '?' or ':' or '@' or '$':
                return Parameter(cursor);
        }

        if (NumberLexer.Starts(cursor))
        {
            NumberLexer.Skip(cursor);
            return TokenKind.Number;
        }

        if (TextCursor.IsNameStart(cursor.Current))
        {
            SkipName(cursor);
            return TokenKind.Word;
        }

        return Symbol(cursor);
    }

    private static TokenKind Parameter(TextCursor cursor)
    {
        var numbered = cursor.Current == '?';
        var start = cursor.At;
        cursor.Skip();
        if (numbered)
        {
            cursor.SkipDigits(char.IsAsciiDigit);
        }
        else
        {
            SkipName(cursor);
        }

        // A name may go on with "::" and with a suffix in parentheses that can hold anything.
        if ((!numbered && cursor.At == start + 1) || cursor.Starts("::") || TextCursor.IsNamePart(cursor.Current) || (!numbered && cursor.Current == '('))
        {
            throw cursor.Refuse("a parameter of unknown form");
        }

        return TokenKind.Parameter;
    }

    private static TokenKind Symbol(TextCursor cursor)
    {
        if (Symbols.FirstOrDefault(cursor.Starts) is { } symbol && symbol != "::")
        {
            cursor.Skip(symbol.Length);
        }
        else if ("+-*/%<>=&|~(),.;".Contains(cursor.Current, StringComparison.Ordinal))
        {
            cursor.Skip();
        }
        else
        {
            throw cursor.Refuse("an unknown character");
        }

        return TokenKind.Symbol;
    }

    private static void SkipBracketed(TextCursor cursor)
    {
        while (cursor.Current != ']')
        {
            if (cursor.AtEnd)
            {
                throw cursor.Refuse("a bracketed name without end");
            }

            cursor.Skip();
        }

        cursor.Skip();
    }

    private static void SkipName(TextCursor cursor)
    {
        while (TextCursor.IsNamePart(cursor.Current))
        {
            cursor.Skip();
        }
    }
}
