using System.Buffers;

namespace ShadowFunctions.Sql.Statements;

/// <summary>PostgreSQL's tokens, at its default settings. What another setting would read differently is refused.</summary>
internal static class PostgreSqlLexer
{
    private const string OperatorCharacters = "+-*/<>=~!@#%^&|`?";
    private static readonly SearchValues<char> OwnKind = SearchValues.Create("~!@#%^&|`?");

    public static IReadOnlyList<Token> Read(string text)
    {
        var cursor = new TextCursor(text);
        cursor.Check();
        var tokens = new List<Token>();
        var (space, newLine) = (false, false);
        while (!cursor.AtEnd)
        {
            var start = cursor.At;
            if (SkipSpace(cursor))
            {
                space = true;
                newLine |= cursor.Since(start).AsSpan().IndexOfAny('\n', '\r') >= 0;
                continue;
            }

            var kind = Next(cursor);
            var written = cursor.Since(start);
            if (kind == TokenKind.Text && newLine && written[0] == '\'' && tokens is [.., { Kind: TokenKind.Text }])
            {
                // Texts on lines of their own are parts of one text.
                tokens[^1] = tokens[^1] with { Text = tokens[^1].Text + written };
            }
            else
            {
                tokens.Add(new Token(kind, written, space));
            }

            (space, newLine) = (false, false);
        }

        return tokens;
    }

    private static bool SkipSpace(TextCursor cursor)
    {
        if (cursor.Current is ' ' or '\t' or '\n' or '\r' or '\f' or '\v')
        {
            cursor.Skip();
        }
        else if (cursor.Starts("--"))
        {
            cursor.SkipLine();
        }
        else if (cursor.Starts("/*"))
        {
            cursor.SkipBlockComment(nested: true);
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
                SkipPlainText(cursor);
                return TokenKind.Text;
            case '"':
                cursor.SkipQuoted('"', backslashEscapes: false, "a quoted name");
                return TokenKind.QuotedName;
            case 'e' or 'E' when cursor.Peek(1) == '\'':
                cursor.Skip();
                cursor.SkipQuoted('\'', backslashEscapes: true, "a text");
                return TokenKind.Text;
            case 'b' or 'B' or 'x' or 'X' or 'n' or 'N' when cursor.Peek(1) == '\'':
                cursor.Skip();
                SkipPlainText(cursor);
                return TokenKind.Text;
            case 'u' or 'U' when cursor.Peek(1) == '&' && cursor.Peek(2) is '\'' or '"':
                return UnicodeQuoted(cursor);
            case '$':
                return Dollar(cursor);
        }

        if (NumberLexer.Starts(cursor))
        {
            NumberLexer.Skip(cursor);
            return TokenKind.Number;
        }

        if (TextCursor.IsNameStart(cursor.Current))
        {
            while (TextCursor.IsNamePart(cursor.Current))
            {
                cursor.Skip();
            }

            return TokenKind.Word;
        }

        return Symbol(cursor);
    }

    /// <summary>With standard_conforming_strings off a backslash would hide the closing quote: nobody can tell where such a text ends.</summary>
    private static void SkipPlainText(TextCursor cursor)
    {
        var start = cursor.At;
        cursor.SkipQuoted('\'', backslashEscapes: false, "a text");
        if (cursor.Since(start).Contains("\\'", StringComparison.Ordinal))
        {
            throw cursor.Refuse("a backslash before a quote, whose meaning depends on the server's settings,");
        }
    }

    private static TokenKind UnicodeQuoted(TextCursor cursor)
    {
        cursor.Skip(2);
        var kind = cursor.Current == '"' ? TokenKind.QuotedName : TokenKind.Text;
        if (kind == TokenKind.Text)
        {
            SkipPlainText(cursor);
        }
        else
        {
            cursor.SkipQuoted('"', backslashEscapes: false, "a quoted name");
        }

        SkipEscapeClause(cursor);
        return kind;
    }

    /// <summary><c>UESCAPE '!'</c> belongs to the token before it.</summary>
    private static void SkipEscapeClause(TextCursor cursor)
    {
        var start = cursor.At;
        while (SkipSpace(cursor))
        {
        }

        var clause = "UESCAPE".All(c =>
        {
            var same = char.ToUpperInvariant(cursor.Current) == c;
            cursor.Skip();
            return same;
        });
        while (clause && SkipSpace(cursor))
        {
        }

        if (clause && cursor.Current == '\'')
        {
            cursor.SkipQuoted('\'', backslashEscapes: false, "a text");
        }
        else
        {
            cursor.Skip(start - cursor.At);
        }
    }

    private static TokenKind Dollar(TextCursor cursor)
    {
        var start = cursor.At;
        cursor.Skip();
        if (char.IsAsciiDigit(cursor.Current))
        {
            while (char.IsAsciiDigit(cursor.Current))
            {
                cursor.Skip();
            }

            return TextCursor.IsNamePart(cursor.Current) ? throw cursor.Refuse("letters directly behind a parameter") : TokenKind.Parameter;
        }

        while (cursor.Current != '$')
        {
            if (!TextCursor.IsNamePart(cursor.Current))
            {
                throw cursor.Refuse("a dollar sign of unknown meaning");
            }

            cursor.Skip();
        }

        cursor.Skip();
        var mark = cursor.Since(start);
        while (!cursor.Starts(mark))
        {
            if (cursor.AtEnd)
            {
                throw cursor.Refuse("a dollar-quoted text without end");
            }

            cursor.Skip();
        }

        cursor.Skip(mark.Length);
        return TokenKind.Text;
    }

    private static TokenKind Symbol(TextCursor cursor)
    {
        if (cursor.Starts("::") || cursor.Starts(":="))
        {
            cursor.Skip(2);
        }
        else if ("(),;.[]:".Contains(cursor.Current, StringComparison.Ordinal))
        {
            cursor.Skip();
        }
        else if (OperatorCharacters.Contains(cursor.Current, StringComparison.Ordinal))
        {
            SkipOperator(cursor);
        }
        else
        {
            throw cursor.Refuse("an unknown character");
        }

        return TokenKind.Symbol;
    }

    /// <summary>An operator is the longest run of its characters, but ends before a comment, and with + or - only when it holds a character of its own kind.</summary>
    private static void SkipOperator(TextCursor cursor)
    {
        var start = cursor.At;
        do
        {
            cursor.Skip();
        }
        while (!cursor.AtEnd && OperatorCharacters.Contains(cursor.Current, StringComparison.Ordinal) && !cursor.Starts("--") && !cursor.Starts("/*"));

        var written = cursor.Since(start);
        var kept = written.AsSpan().IndexOfAny(OwnKind) >= 0 ? written : written[..1] + written[1..].TrimEnd('+', '-');
        cursor.Skip(kept.Length - written.Length);
    }
}
