using System.Globalization;
using System.Net;

namespace ShadowFunctions.Cli.Reports;

/// <summary>Pieces of HTML. Every text from outside goes through <see cref="Text"/>.</summary>
internal static class Html
{
    /// <summary>A text, made harmless.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A table; numbers stand right. Rows of which <paramref name="isMarked"/> says so are set off.</summary>
    public static string Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, Func<IReadOnlyList<string>, bool>? isMarked = null)
    {
        var head = string.Concat(columns.Select((c, i) => $"<th{(i == 0 ? "" : " class=\"n\"")}>{Text(c)}</th>"));
        var body = string.Concat(rows.Select(row =>
            $"<tr{(isMarked?.Invoke(row) == true ? " class=\"ours\"" : "")}>{string.Concat(row.Select((c, i) => i == 0 ? $"<th>{Text(c)}</th>" : $"<td>{Text(c)}</td>"))}</tr>"));
        return $"<div class=\"scroll\"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>";
    }

    /// <summary>Figures that should be seen first.</summary>
    public static string Tiles(IEnumerable<(string Figure, string Meaning)> tiles) =>
        $"<div class=\"tiles\">{string.Concat(tiles.Select(t => $"<div><b>{Text(t.Figure)}</b><span>{Text(t.Meaning)}</span></div>"))}</div>";

    /// <summary>Paragraphs.</summary>
    public static string Paragraphs(IEnumerable<string> sentences) => string.Concat(sentences.Select(s => $"<p>{Text(s)}</p>"));

    /// <summary>A part that can be opened and closed.</summary>
    public static string Details(string title, string note, string html, bool isOpen) =>
        $"<details{(isOpen ? " open=\"\"" : "")}><summary><b>{Text(title)}</b> <span>{Text(note)}</span></summary>{html}</details>";

    /// <summary>A number as people read it.</summary>
    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
