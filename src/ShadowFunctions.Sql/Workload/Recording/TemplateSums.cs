using System.Text.RegularExpressions;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>Adds texts up by template. A text lives only until its literals are out; what is refused is counted and forgotten.</summary>
/// <param name="language">Whose SQL the texts are.</param>
/// <param name="most">Most templates kept; texts of further ones are refused.</param>
internal sealed partial class TemplateSums(StatementLanguage language, int most = int.MaxValue)
{
    private readonly Dictionary<string, (QueryTemplate Template, StatementTotals Totals)> _sums = new(StringComparer.Ordinal);

    /// <summary>Texts that were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Number of templates.</summary>
    public int Count => _sums.Count;

    /// <summary>Templates with their totals, those with most CPU first.</summary>
    public IReadOnlyList<(QueryTemplate Template, StatementTotals Totals)> Top(int most) =>
        [.. _sums.Values.OrderByDescending(s => s.Totals.CpuSeconds).ThenBy(s => s.Template.Id, StringComparer.Ordinal).Take(most)];

    /// <summary>Adds what a text used; its template, or null when it is refused or of the engine's own catalogue.</summary>
    public QueryTemplate? Add(string text, StatementTotals totals)
    {
        if (!LiteralStripper.TryStrip(text, language, null, out var template, out _) || Catalogue().IsMatch(template.Text)
            || (_sums.Count >= most && !_sums.ContainsKey(template.Id)))
        {
            Refused++;
            return null;
        }

        _sums[template.Id] = _sums.TryGetValue(template.Id, out var sum) ? (sum.Template, sum.Totals.Plus(totals)) : (template, totals);
        return template;
    }

    /// <summary>The engines' own tables, the shadow's, and what drivers ask on their own: nobody's load, and not in the shadow.</summary>
    [GeneratedRegex(@"\b(pg_|sqlite_|_shadow_)\w|\binformation_schema\b|^SELECT version\(\)$|(?<![\w.])\[?sys\]?\s*\.", RegexOptions.IgnoreCase)]
    private static partial Regex Catalogue();
}
