using System.IO.Hashing;
using System.Text;

namespace ShadowFunctions.Sql.Statements;

/// <summary>
/// The id of a template: the same for statements that differ in letter case of unquoted words, white space, names of parameters, or the
/// number of values in an IN list or of rows in VALUES.
/// </summary>
internal static class StatementFingerprint
{
    private const string Parameter = "?";

    public static string Of(IReadOnlyList<Token> tokens)
    {
        var words = tokens.Select(t => t.Kind switch
        {
            TokenKind.Parameter => Parameter,
            TokenKind.Word => t.Text.ToLowerInvariant(),
            _ => t.Text,
        });
        var normal = string.Join(' ', CollapseRows(CollapseLists([.. words])));
        return Convert.ToHexStringLower(XxHash64.Hash(Encoding.UTF8.GetBytes(normal)));
    }

    /// <summary>Lists behind IN and ARRAY whose elements all look like the first become lists of one.</summary>
    private static List<string> CollapseLists(List<string> words)
    {
        var result = new List<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            result.Add(words[i]);
            if (words[i] is "in" or "array" && i + 2 < words.Count && words[i + 1] is "(" or "[" && words[i + 2] == Parameter)
            {
                var end = words.FindIndex(i, w => w is ")" or "]");
                var list = words[(i + 2)..(end < 0 ? words.Count : end)];
                var first = list.TakeWhile(w => w != ",").ToList();
                var same = string.Join(' ', list).Split(" , ").Distinct().Count() == 1;
                result.AddRange([words[i + 1], .. same ? first : list]);
                i += 1 + list.Count;
            }
        }

        return result;
    }

    /// <summary>Rows of VALUES that look like the first one go.</summary>
    private static List<string> CollapseRows(List<string> words)
    {
        var result = new List<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            result.Add(words[i]);
            if (words[i] != "values" || i + 1 >= words.Count || words[i + 1] != "(")
            {
                continue;
            }

            var row = Group(words, i + 1);
            result.AddRange(row);
            i += row.Count;
            while (i + 2 < words.Count && words[i + 1] == "," && words[i + 2] == "(" && Group(words, i + 2).SequenceEqual(row))
            {
                i += row.Count + 1;
            }
        }

        return result;
    }

    private static List<string> Group(List<string> words, int open)
    {
        var depth = 0;
        for (var i = open; i < words.Count; i++)
        {
            depth += words[i] == "(" ? 1 : words[i] == ")" ? -1 : 0;
            if (depth == 0)
            {
                return words[open..(i + 1)];
            }
        }

        return words[open..];
    }
}
