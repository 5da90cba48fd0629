using System.Globalization;

namespace ShadowFunctions.Sql.Statements;

/// <summary>
/// Gives an expression in GROUP BY or ORDER BY the parameters of the same expression in the select list. Engines compare the two, and take
/// <c>f($1, x)</c> and <c>f($2, x)</c> for different ones although the literals were the same.
/// </summary>
internal static class GroupedParameters
{
    public static IReadOnlyList<Token> Unify(IReadOnlyList<Token> tokens, StatementLanguage language)
    {
        var result = tokens.ToArray();
        for (var i = 2; i < result.Length; i++)
        {
            if (result[i - 1].IsWord("BY") && result[i - 2].IsWord("GROUP", "ORDER"))
            {
                UnifyList(result, i);
            }
        }

        return language == StatementLanguage.PostgreSql ? WithoutGaps(result) : result;
    }

    private static void UnifyList(Token[] tokens, int start)
    {
        var (depth, item) = (0, start);
        for (var i = start; i <= tokens.Length; i++)
        {
            var ends = i == tokens.Length || (depth == 0 && (tokens[i].IsSymbol(")") || (tokens[i].Kind == TokenKind.Word && Vocabulary.EndsList.Contains(tokens[i].Text))));
            if (ends || (depth == 0 && (tokens[i].IsSymbol(",") || tokens[i].IsWord("ASC", "DESC", "NULLS"))))
            {
                UnifyItem(tokens, item, i);
                item = i + 1;
            }

            if (ends)
            {
                return;
            }

            depth += tokens[i].IsSymbol("(") ? 1 : tokens[i].IsSymbol(")") ? -1 : 0;
        }
    }

    private static void UnifyItem(Token[] tokens, int start, int end)
    {
        if (start >= end || !tokens.AsSpan(start, end - start).ToArray().Any(t => t.Kind == TokenKind.Parameter))
        {
            return;
        }

        for (var twin = 0; twin + (end - start) <= start; twin++)
        {
            if (!Enumerable.Range(0, end - start).All(k => Same(tokens[twin + k], tokens[start + k])))
            {
                continue;
            }

            for (var k = 0; k < end - start; k++)
            {
                tokens[start + k] = tokens[start + k] with { Text = tokens[twin + k].Text };
            }

            return;
        }
    }

    private static bool Same(Token left, Token right) => left.Kind == right.Kind
        && (left.Kind == TokenKind.Parameter || string.Equals(left.Text, right.Text, StringComparison.OrdinalIgnoreCase));

    /// <summary>PostgreSQL wants to know the type of every number up to the highest: numbers that no longer occur close up.</summary>
    private static Token[] WithoutGaps(Token[] tokens)
    {
        var numbers = tokens.Where(t => t.Kind == TokenKind.Parameter).Select(Number).Distinct().Order().ToList();
        return [.. tokens.Select(t => t.Kind == TokenKind.Parameter
            ? t with { Text = string.Create(CultureInfo.InvariantCulture, $"${numbers.IndexOf(Number(t)) + 1}") }
            : t)];
    }

    private static int Number(Token parameter) => int.TryParse(parameter.Text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new StatementRefusedException("a parameter with too large a number");
}
