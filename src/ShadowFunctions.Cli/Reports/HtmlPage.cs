using System.Text;

namespace ShadowFunctions.Cli.Reports;

/// <summary>One page that needs nothing else: style inside, no script, no network; light and dark; readable on a phone.</summary>
/// <param name="title">Title of the page.</param>
/// <param name="subtitle">What it is about, one line.</param>
internal sealed class HtmlPage(string title, string subtitle)
{
    private static readonly string Style = ReadStyle();
    private readonly StringBuilder _body = new();

    /// <summary>Adds a section; without a heading it stands by itself.</summary>
    public HtmlPage Section(string? heading, params IEnumerable<string> html)
    {
        _ = _body.Append("<section>").Append(heading is null ? "" : $"<h2>{Html.Text(heading)}</h2>").AppendJoin('\n', html).Append("</section>\n");
        return this;
    }

    /// <summary>The page.</summary>
    public string ToHtml() => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Html.Text(title)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <header><h1>{Html.Text(title)}</h1><p>{Html.Text(subtitle)}</p></header>
        <main>
        {_body}</main>
        </body>
        </html>

        """;

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("report.css")
            ?? throw new InvalidOperationException("The embedded style sheet 'report.css' is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
