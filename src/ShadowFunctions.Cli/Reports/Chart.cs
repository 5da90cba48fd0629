using System.Globalization;
using System.Text;

namespace ShadowFunctions.Cli.Reports;

/// <summary>A chart as inline SVG with its legend, without script: it scales with the page and takes its colours from the style sheet.</summary>
/// <param name="Title">What it shows, for readers and screen readers.</param>
/// <param name="X">Horizontal axis.</param>
/// <param name="Y">Vertical axis.</param>
/// <param name="Marks">What is drawn, the first one at the bottom.</param>
internal sealed record Chart(string Title, Axis X, Axis Y, IReadOnlyList<Mark> Marks)
{
    /// <summary>Class of the marks that matter most; they stand first in the legend.</summary>
    public const string Emphasis = "ours";

    private const double Width = 800;
    private const double Left = 46;
    private const double Right = 12;
    private const double Top = 10;
    private const double Bottom = 30;

    /// <summary>Height of the drawing, of 800 wide.</summary>
    public double Height { get; init; } = 260;

    /// <summary>The figure: caption, drawing, legend.</summary>
    public string ToHtml()
    {
        var svg = new StringBuilder();
        Append(svg, $"<figure><figcaption>{Html.Text(Title)}</figcaption>");
        Append(svg, $"<svg viewBox=\"0 0 {Width:0} {Height:0}\" role=\"img\" aria-label=\"{Html.Text(Title)}\">");
        Grid(svg);
        foreach (var mark in Marks)
        {
            Draw(svg, mark);
        }

        svg.Append("</svg>");
        Legend(svg);
        return svg.Append("</figure>").ToString();
    }

    private void Grid(StringBuilder svg)
    {
        svg.Append("<g class=\"grid\">");
        foreach (var tick in Y.Ticks)
        {
            var y = YOf(tick.Value);
            Append(svg, $"<path d=\"M{Left:0} {y:0.#}H{Width - Right:0}\"/><text x=\"{Left - 6:0}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Html.Text(tick.Label)}</text>");
        }

        foreach (var tick in X.Ticks)
        {
            var x = XOf(tick.Value);
            var anchor = x > Width - 40 ? "end" : x < Left + 16 ? "start" : "middle";
            Append(svg, $"<path d=\"M{x:0.#} {Top:0}V{Height - Bottom:0}\"/><text x=\"{x:0.#}\" y=\"{Height - Bottom + 18:0.#}\" text-anchor=\"{anchor}\">{Html.Text(tick.Label)}</text>");
        }

        svg.Append("</g>");
    }

    private void Draw(StringBuilder svg, Mark mark)
    {
        switch (mark)
        {
            case LineMark line:
                Append(svg, $"<path class=\"line {line.Style}\" d=\"{Path(line.Points, line.Steps)}\"/>");
                break;
            case BandMark band:
                var high = Path([.. band.Points.Select(p => (p.X, p.High))], false);
                var low = Path([.. band.Points.Reverse().Select(p => (p.X, p.Low))], false);
                Append(svg, $"<path class=\"area {band.Style}\" d=\"{high}{(low.Length > 0 ? "L" + low[1..] + "Z" : "")}\"/>");
                break;
            case SpanMark spans:
                var path = string.Concat(spans.Spans.Select(s => Text($"M{XOf(s.From):0.#} {Top:0}H{Math.Max(XOf(s.To), XOf(s.From) + 1.5):0.#}V{Height - Bottom:0}H{XOf(s.From):0.#}Z")));
                Append(svg, $"<path class=\"area {spans.Style}\" d=\"{path}\"/>");
                break;
            case DotMark dots:
                foreach (var (x, y, text) in dots.Points)
                {
                    Append(svg, $"<circle class=\"dot {dots.Style}\" cx=\"{XOf(x):0.#}\" cy=\"{YOf(y):0.#}\" r=\"4.5\"><title>{Html.Text(text)}</title></circle>");
                }

                break;
            default:
                throw new NotSupportedException($"A chart cannot draw a {mark.GetType().Name}.");
        }
    }

    private void Legend(StringBuilder svg)
    {
        svg.Append("<div class=\"legend\">");
        foreach (var mark in Marks.Where(m => m.Label is not null).DistinctBy(m => m.Label).OrderBy(m => m.Style == Emphasis ? 0 : 1))
        {
            var kind = mark is BandMark or SpanMark ? "area" : mark is DotMark ? "dot" : "line";
            Append(svg, $"<span><i class=\"{kind} {mark.Style}\"></i>{Html.Text(mark.Label!)}</span>");
        }

        var axes = string.Join(" · ", new[] { Y.Title, X.Title }.Where(t => t.Length > 0));
        Append(svg, $"<span class=\"axes\">{Html.Text(axes)}</span></div>");
    }

    private string Path(IReadOnlyList<(double X, double Y)> points, bool steps)
    {
        var path = new StringBuilder();
        for (var i = 0; i < points.Count; i++)
        {
            var (x, y) = (XOf(points[i].X), YOf(points[i].Y));
            Append(path, i == 0 ? $"M{x:0.#} {y:0.#}" : steps ? (FormattableString)$"H{x:0.#}V{y:0.#}" : $"L{x:0.#} {y:0.#}");
        }

        return path.ToString();
    }

    private double XOf(double value) => Left + (X.Position(value) * (Width - Left - Right));

    private double YOf(double value) => Height - Bottom - (Y.Position(value) * (Height - Top - Bottom));

    private static void Append(StringBuilder text, FormattableString part) => text.Append(Text(part));

    private static string Text(FormattableString part) => part.ToString(CultureInfo.InvariantCulture);
}
