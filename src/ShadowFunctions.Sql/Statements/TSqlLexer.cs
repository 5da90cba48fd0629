using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace ShadowFunctions.Sql.Statements;

/// <summary>T-SQL's tokens, by the vendor's own tokenizer.</summary>
internal static class TSqlLexer
{
    public static IReadOnlyList<Token> Read(string text)
    {
        new TextCursor(text).Check();
        using var reader = new StringReader(text);
        var stream = Parser().GetTokenStream(reader, out var errors);
        if (errors is [var error, ..])
        {
            throw new StatementRefusedException(string.Create(CultureInfo.InvariantCulture, $"text that is no T-SQL at character {error.Offset + 1}"));
        }

        var tokens = new List<Token>();
        var space = false;
        foreach (var token in stream)
        {
            if (token.TokenType is TSqlTokenType.WhiteSpace or TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment)
            {
                space = true;
            }
            else if (token.TokenType != TSqlTokenType.EndOfFile)
            {
                tokens.Add(new Token(Kind(token), token.Text, space));
                space = false;
            }
        }

        return tokens;
    }

    /// <summary>Refuses a text that is not one statement of Azure SQL.</summary>
    public static void Verify(string text)
    {
        using var reader = new StringReader(text);
        _ = Parser().Parse(reader, out var errors);
        if (errors.Count > 0)
        {
            throw new StatementRefusedException("a literal in a place where a parameter cannot stand, or text that is no T-SQL");
        }
    }

    private static TSql170Parser Parser() => new(initialQuotedIdentifiers: true, SqlEngineType.SqlAzure);

    private static TokenKind Kind(TSqlParserToken token) => token.TokenType switch
    {
        TSqlTokenType.AsciiStringLiteral or TSqlTokenType.UnicodeStringLiteral or TSqlTokenType.HexLiteral => TokenKind.Text,
        TSqlTokenType.Integer or TSqlTokenType.Numeric or TSqlTokenType.Real or TSqlTokenType.Money => TokenKind.Number,
        TSqlTokenType.Variable => token.Text.StartsWith("@@", StringComparison.Ordinal) ? TokenKind.Symbol : TokenKind.Parameter,
        TSqlTokenType.QuotedIdentifier => TokenKind.QuotedName,
        TSqlTokenType.AsciiStringOrQuotedIdentifier => TokenKind.NameOrText,
        TSqlTokenType.Identifier => CheckedName(token),
        TSqlTokenType.PseudoColumn => TokenKind.Word,
        >= TSqlTokenType.Add and <= TSqlTokenType.TryConvert => TokenKind.Word,
        >= TSqlTokenType.Bang and <= TSqlTokenType.ConcatEquals
            and not (TSqlTokenType.LeftCurly or TSqlTokenType.RightCurly) => TokenKind.Symbol,
        _ => throw new StatementRefusedException(
            string.Create(CultureInfo.InvariantCulture, $"a token of kind {token.TokenType} at character {token.Offset + 1}")),
    };

    private static TokenKind CheckedName(TSqlParserToken token) =>
        token.Text.All(c => TextCursor.IsNamePart(c) || c is '#' or '@')
            ? TokenKind.Word
            : throw new StatementRefusedException(string.Create(CultureInfo.InvariantCulture, $"a name with unknown characters at character {token.Offset + 1}"));
}
