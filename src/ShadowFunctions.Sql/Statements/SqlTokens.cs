using System.Text;

namespace ShadowFunctions.Sql.Statements;

/// <summary>Text to tokens and back.</summary>
internal static class SqlTokens
{
    /// <exception cref="StatementRefusedException">The text holds something that is not understood.</exception>
    public static IReadOnlyList<Token> Read(string text, StatementLanguage language) => language switch
    {
        StatementLanguage.TSql => TSqlLexer.Read(text),
        StatementLanguage.PostgreSql => PostgreSqlLexer.Read(text),
        StatementLanguage.Sqlite => SqliteLexer.Read(text),
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "Not a language."),
    };

    public static string Write(IEnumerable<Token> tokens)
    {
        var text = new StringBuilder();
        foreach (var token in tokens)
        {
            if (token.SpaceBefore && text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append(token.Text);
        }

        return text.ToString();
    }

    /// <summary>Whether the token is one of the closing kind that ends an operand, so that what follows is no sign and no operand.</summary>
    public static bool EndsOperand(Token token) =>
        token.Kind is TokenKind.Text or TokenKind.Number or TokenKind.Parameter or TokenKind.QuotedName or TokenKind.NameOrText
        || token.IsSymbol(")") || token.IsSymbol("]")
        || (token.Kind == TokenKind.Word && !Vocabulary.BeforeOperand.Contains(token.Text));
}
