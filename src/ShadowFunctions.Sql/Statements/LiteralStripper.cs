using System.Diagnostics.CodeAnalysis;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Sql.Statements;

/// <summary>
/// Makes templates: takes every literal out of a statement and puts a parameter in its place. What is not understood to the last character
/// is refused, so that no value of production's data gets into a template, a log or the shadow.
/// </summary>
/// <remarks>
/// Kept are NULL, TRUE and FALSE, lengths of types in casts, the numbers of columns in ORDER BY and GROUP BY, the sign after ESCAPE and the
/// numbers of plan hints: they belong to the statement's shape. Comments go.
/// </remarks>
public static class LiteralStripper
{
    /// <summary>The template of a statement.</summary>
    /// <param name="text">The statement as it was sent.</param>
    /// <param name="language">Whose SQL it is.</param>
    /// <param name="names">Names of tables and columns, without regard to letter case; they tell names from texts where double quotes may hold either.</param>
    /// <exception cref="StatementRefusedException">The statement is not understood, or may not be run in a rehearsal.</exception>
    public static QueryTemplate Strip(string text, StatementLanguage language, IReadOnlySet<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var body = StatementGuard.Body(SqlTokens.Read(text, language));
        StatementGuard.Check(body);
        var stripped = GroupedParameters.Unify(new LiteralRewriter(body, language, names).Rewrite(), language);
        var template = SqlTokens.Write(stripped);
        if (language == StatementLanguage.TSql)
        {
            // MERGE is the one statement that T-SQL wants closed.
            template += stripped.Any(t => t.IsWord("MERGE")) ? ";" : "";
            TSqlLexer.Verify(template);
        }

        return new QueryTemplate(StatementFingerprint.Of(stripped), template, StatementGuard.Class(body));
    }

    /// <summary>The template of a statement, or why there is none.</summary>
    public static bool TryStrip(
        string text, StatementLanguage language, IReadOnlySet<string>? names, [NotNullWhen(true)] out QueryTemplate? template, [NotNullWhen(false)] out string? refusal)
    {
        try
        {
            (template, refusal) = (Strip(text, language, names), null);
            return true;
        }
        catch (StatementRefusedException e)
        {
            (template, refusal) = (null, e.Message);
            return false;
        }
    }
}
