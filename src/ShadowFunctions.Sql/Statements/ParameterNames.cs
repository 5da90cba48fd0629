using System.Globalization;

namespace ShadowFunctions.Sql.Statements;

/// <summary>Names parameters that take the place of literals so that they differ from those the statement has.</summary>
internal sealed class ParameterNames
{
    private readonly StatementLanguage _language;
    private readonly HashSet<string> _taken;
    private int _last;

    public ParameterNames(IEnumerable<Token> tokens, StatementLanguage language)
    {
        _language = language;
        _taken = tokens.Where(t => t.Kind == TokenKind.Parameter).Select(t => t.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public string Next()
    {
        string name;
        do
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{(_language == StatementLanguage.PostgreSql ? "$" : "@p")}{++_last}");
        }
        while (!_taken.Add(name));
        return name;
    }

    /// <summary>The name of a parameter of the statement; SQLite's <c>?</c> and <c>?3</c> have none and get one.</summary>
    public string Of(string written)
    {
        if (!written.StartsWith('?'))
        {
            return written;
        }

        if (written.Length == 1)
        {
            return Next();
        }

        var name = $"@q{written[1..]}";
        _taken.Add(name);
        return name;
    }
}
