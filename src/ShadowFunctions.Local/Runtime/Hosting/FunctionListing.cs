using System.Text;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>The functions of the app, in name order, for a console and for <c>GET /admin/functions</c>.</summary>
/// <param name="Functions">One entry per function.</param>
public sealed record FunctionListing(IReadOnlyList<FunctionListingEntry> Functions)
{
    /// <summary>One line per function: name, trigger, detail.</summary>
    public override string ToString()
    {
        var width = Functions.Select(function => function.Name.Length).DefaultIfEmpty().Max();
        var text = new StringBuilder();
        foreach (var function in Functions)
        {
            var line = $"{function.Name.PadRight(width)}  {function.Trigger,-13}  {function.Detail}";
            text.Append(line.TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
