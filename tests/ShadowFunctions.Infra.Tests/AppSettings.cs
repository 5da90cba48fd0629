using System.Text.RegularExpressions;

namespace ShadowFunctions.Infra.Tests;

/// <summary>What functionApp.bicep sets and what the app's source reads.</summary>
internal static partial class AppSettings
{
    /// <summary>Names of the settings of the deployed app; the index of a list's item is left out.</summary>
    public static IReadOnlyList<string> Deployed { get; } =
        [.. Setting().Matches(Repository.Read("infra/app/functionApp.bicep")).Select(match => match.Groups[1].Value)];

    public static IReadOnlyDictionary<string, string> Local { get; } = Repository.Json("local.settings.json.example").GetProperty("Values")
        .EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString()!);

    /// <summary>Sections of the configuration and the settings each of their options classes takes.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Options { get; } = Repository.Files("src", "*Options.cs")
        .Select(Repository.Read)
        .Where(text => Section().IsMatch(text))
        .ToDictionary(
            text => Section().Match(text).Groups[1].Value,
            text => (IReadOnlyList<string>)[.. Property().Matches(text).Select(match => match.Groups[1].Value)]);

    /// <summary>Settings named in triggers and in host.json as %NAME%.</summary>
    public static IReadOnlyList<string> Placeholders { get; } =
        [.. Repository.Files("src/ShadowFunctions", "*.cs").Append("host.json").Select(Repository.Read)
            .SelectMany(text => Placeholder().Matches(text)).Select(match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"^\s+'?([A-Za-z]+(?:__[A-Za-z]+)+|[A-Z]+(?:_[A-Z]+)+)(?:__\$\{i\})?'?:", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"const string Section(?:Name)? = ""([^""]+)""")]
    private static partial Regex Section();

    [GeneratedRegex(@"public [^=(]+? (\w+) \{ get;")]
    private static partial Regex Property();

    [GeneratedRegex(@"""%([A-Za-z_]+)%""")]
    private static partial Regex Placeholder();
}
