using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>Replaces <c>%NAME%</c> in trigger settings by the app setting of that name.</summary>
internal static partial class SettingResolver
{
    /// <exception cref="InvalidOperationException">A named setting is missing or empty.</exception>
    public static string Resolve(string text, IConfiguration configuration, string functionName)
        => Placeholder().Replace(text, match => configuration[match.Groups[1].Value] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException(
                $"Function '{functionName}' needs the setting '{match.Groups[1].Value}' ('{text}' in its trigger), which is not set; "
                + $"set the environment variable {match.Groups[1].Value} or pass it in the host's settings."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Placeholder();
}
