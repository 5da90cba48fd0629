using System.Text.RegularExpressions;

namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>
/// Reads from a statement's text which column each parameter is compared with or written to. It knows the plain shapes that applications
/// send (comparisons, BETWEEN, IN, SET, INSERT … VALUES); a parameter in any other place has no column and is given a small number.
/// </summary>
internal static partial class StatementText
{
    /// <summary>True for one query or one change of rows; nothing else may run in a rehearsal, least of all what ends its transaction.</summary>
    public static bool IsRunnable(string text) => Runnable().IsMatch(text);

    /// <summary>The table a statement writes to; null for a query.</summary>
    public static string? TargetTable(string text) => Target().Match(text) is { Success: true } match ? Name(match.Groups["table"].Value) : null;

    /// <summary>Names of the parameters in order of first use, with their mark.</summary>
    public static IReadOnlyList<string> Parameters(string text) => [.. Parameter().Matches(text).Select(m => m.Value).Distinct()];

    /// <summary>Tables read or written, by the alias used in the text.</summary>
    public static IReadOnlyDictionary<string, string> Tables(string text)
    {
        var tables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Source().Matches(text))
        {
            var table = Name(match.Groups["table"].Value);
            tables.TryAdd(table, table);
            if (match.Groups["alias"] is { Success: true } alias && !Keyword().IsMatch(alias.Value))
            {
                tables.TryAdd(alias.Value, table);
            }
        }

        return tables;
    }

    /// <summary>How a statement uses its parameters.</summary>
    public static IReadOnlyList<ParameterUse> Uses(string text)
    {
        var uses = new List<ParameterUse>();
        foreach (Match match in Comparison().Matches(text))
        {
            var bound = match.Groups["op"].Value switch { ">" or ">=" => RangeEnd.Lower, "<" or "<=" => RangeEnd.Upper, _ => RangeEnd.None };
            uses.Add(new ParameterUse(match.Groups["p"].Value, Qualifier(match), Name(match.Groups["column"].Value), bound, false));
        }

        foreach (Match match in Between().Matches(text))
        {
            uses.Add(new ParameterUse(match.Groups["p"].Value, Qualifier(match), Name(match.Groups["column"].Value), RangeEnd.Lower, false));
            uses.Add(new ParameterUse(match.Groups["q"].Value, Qualifier(match), Name(match.Groups["column"].Value), RangeEnd.Upper, false));
        }

        if (Insert().Match(text) is { Success: true } insert)
        {
            var columns = insert.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries);
            var values = insert.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
            uses.AddRange(columns.Zip(values).Where(p => Parameter().IsMatch(p.Second) && Parameter().Match(p.Second).Length == p.Second.Length)
                .Select(p => new ParameterUse(p.Second, Name(insert.Groups["table"].Value), Name(p.First), RangeEnd.None, true)));
        }

        return [.. uses.DistinctBy(u => u.Parameter)];
    }

    private static string? Qualifier(Match match) => match.Groups["qualifier"] is { Success: true } group ? Name(group.Value) : null;

    private static string Name(string written) => written.Trim('"', '[', ']', '`', ' ');

    [GeneratedRegex(@"^\s*(SELECT|WITH|INSERT|UPDATE|DELETE|REPLACE)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Runnable();

    [GeneratedRegex(@"^\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(?<table>[\w""\[\]`]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Target();

    [GeneratedRegex(@"[@$:]\w+")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\b(FROM|JOIN|UPDATE|INTO)\s+(?<table>[\w""\[\]`]+)(\s+(AS\s+)?(?<alias>\w+))?", RegexOptions.IgnoreCase)]
    private static partial Regex Source();

    [GeneratedRegex(@"^(WHERE|SET|ON|JOIN|INNER|LEFT|RIGHT|CROSS|ORDER|GROUP|LIMIT|VALUES|UNION|HAVING)$", RegexOptions.IgnoreCase)]
    private static partial Regex Keyword();

    [GeneratedRegex(@"((?<qualifier>[\w""\[\]`]+)\.)?(?<column>[\w""\[\]`]+)\s*(?<op>>=|<=|<>|=|>|<|\bIN\s*\(|\bLIKE)\s*(?<p>[@$:]\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"((?<qualifier>[\w""\[\]`]+)\.)?(?<column>[\w""\[\]`]+)\s+BETWEEN\s+(?<p>[@$:]\w+)\s+AND\s+(?<q>[@$:]\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex(@"INSERT\s+INTO\s+(?<table>[\w""\[\]`]+)\s*\((?<columns>[^)]*)\)\s*VALUES\s*\((?<values>[^)]*)\)", RegexOptions.IgnoreCase)]
    private static partial Regex Insert();
}
