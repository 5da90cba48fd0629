using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Sql.Statements;

/// <summary>Lets through one query or one change of rows; nothing else may run in a rehearsal, least of all what ends its transaction.</summary>
internal static class StatementGuard
{
    /// <summary>The tokens of the statement proper: without T-SQL's parameter declarations before it and the semicolon behind it.</summary>
    public static IReadOnlyList<Token> Body(IReadOnlyList<Token> tokens)
    {
        var end = tokens.Count;
        while (end > 0 && tokens[end - 1].IsSymbol(";"))
        {
            end--;
        }

        var start = tokens is [{ Text: "(" }, { Kind: TokenKind.Parameter }, ..] ? AfterGroup(tokens) : 0;
        return [.. tokens.Take(end).Skip(start)];
    }

    /// <summary>True for a text that may run in a rehearsal.</summary>
    public static bool Allows(string text, StatementLanguage language)
    {
        try
        {
            Check(Body(SqlTokens.Read(text, language)));
            return true;
        }
        catch (StatementRefusedException)
        {
            return false;
        }
    }

    /// <exception cref="StatementRefusedException">Not one statement of an allowed kind.</exception>
    public static void Check(IReadOnlyList<Token> body)
    {
        var first = body.FirstOrDefault(t => !t.IsSymbol("("));
        if (first.Kind != TokenKind.Word || first.Text is null || !Vocabulary.Starts.Contains(first.Text))
        {
            throw new StatementRefusedException("a statement that neither queries nor changes rows");
        }

        var depth = 0;
        for (var i = 0; i < body.Count; i++)
        {
            var token = body[i];
            depth += token.IsSymbol("(") ? 1 : token.IsSymbol(")") ? -1 : 0;
            if (depth < 0)
            {
                throw new StatementRefusedException("a closing parenthesis without an opening one");
            }

            if (token.IsSymbol(";"))
            {
                throw new StatementRefusedException("more than one statement");
            }

            if (token.IsSymbol("@") && i + 1 < body.Count && body[i + 1] is { IsName: true, SpaceBefore: false })
            {
                // PostgreSQL would take the sign for the absolute value of a column of that name.
                throw new StatementRefusedException($"the parameter @{body[i + 1].Name} by name, where PostgreSQL's are $1, $2 and so on");
            }

            if (token.IsWord("INTO") && !IsInsertInto(body, i))
            {
                throw new StatementRefusedException("a query that makes a table (INTO)");
            }

            if (token.IsName && i + 1 < body.Count && body[i + 1].IsSymbol("(") && Vocabulary.ForbiddenFunctions.Contains(token.Name))
            {
                throw new StatementRefusedException($"the function {token.Name.ToUpperInvariant()}, which reaches out of the database");
            }
        }

        if (depth > 0)
        {
            throw new StatementRefusedException("an opening parenthesis without a closing one");
        }
    }

    /// <summary>Whether the statement changes rows.</summary>
    public static QueryClass Class(IReadOnlyList<Token> body)
    {
        for (var i = 0; i < body.Count; i++)
        {
            var changes = body[i].IsWord("INSERT", "DELETE")
                || (body[i].IsWord("UPDATE") && (i == 0 || !body[i - 1].IsWord("FOR", "KEY")))
                || (body[i].IsWord("MERGE", "REPLACE") && (i == 0 || body[i - 1].IsSymbol(")")));
            if (changes)
            {
                return QueryClass.Write;
            }
        }

        return QueryClass.Read;
    }

    private static bool IsInsertInto(IReadOnlyList<Token> body, int into) =>
        into > 0 && body[into - 1].IsWord("INSERT", "REPLACE", "IGNORE", "ABORT", "FAIL", "ROLLBACK", "MERGE");

    private static int AfterGroup(IReadOnlyList<Token> tokens)
    {
        var depth = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            depth += tokens[i].IsSymbol("(") ? 1 : tokens[i].IsSymbol(")") ? -1 : 0;
            if (depth == 0)
            {
                return i + 1;
            }
        }

        throw new StatementRefusedException("an opening parenthesis without a closing one");
    }
}
