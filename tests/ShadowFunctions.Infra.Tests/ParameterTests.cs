using System.Text.Json;
using System.Text.RegularExpressions;

namespace ShadowFunctions.Infra.Tests;

public sealed partial class ParameterTests
{
    private static readonly IReadOnlyDictionary<string, string> Mapped = Repository.Json("infra/main.parameters.json").GetProperty("parameters")
        .EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetProperty("value").GetString()!);

    [Fact]
    public async Task Every_parameter_can_be_set_from_the_environment()
    {
        var parameters = (await CompiledTemplate.LoadAsync()).Root.GetProperty("parameters").EnumerateObject()
            .Select(parameter => parameter.Name).Where(name => name != "currentMonth");

        Assert.Equal(parameters.Order(StringComparer.Ordinal), Mapped.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_default_in_the_parameters_file_is_the_default_in_the_template()
    {
        var parameters = (await CompiledTemplate.LoadAsync()).Root.GetProperty("parameters");

        Assert.All(Mapped, each =>
        {
            var (_, mapped) = Variable(each.Value);
            var hasDefault = parameters.GetProperty(each.Key).TryGetProperty("defaultValue", out var value);
            Assert.Equal(hasDefault, mapped is not null);
            Assert.Equal(hasDefault ? Plain(value) : null, mapped);
        });
    }

    [Fact]
    public void The_documentation_lists_every_parameter_with_its_variable_and_default()
    {
        var rows = Repository.Read("docs/deploying.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => Mapped.ContainsKey(cells[1].Trim('`')))
            .ToDictionary(cells => cells[1].Trim('`'), cells => (Variable: cells[2].Trim('`'), Default: cells[3].Trim('`')));

        Assert.Equal(Mapped.Keys.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(Mapped, each =>
        {
            var (name, mapped) = Variable(each.Value);
            Assert.Equal((name, mapped switch { null => "asked for", "" => "empty", _ => mapped }), rows[each.Key]);
        });
    }

    [Fact]
    public void The_hooks_read_only_variables_that_azd_or_the_deployment_sets()
    {
        var known = Mapped.Values.Select(value => Variable(value).Name)
            .Concat(Output().Matches(Repository.Read("infra/main.bicep")).Select(match => match.Groups[1].Value))
            .Concat(["AZURE_SUBSCRIPTION_ID", "AZURE_PRINCIPAL_ID", "SKIP_ACCESS_CHECK"]).ToHashSet();

        Assert.All(
            Repository.Files("infra/hooks", "*.sh").SelectMany(file => Use().Matches(Repository.Read(file))),
            use => Assert.Contains(use.Groups[1].Value, known));
    }

    private static (string Name, string? Default) Variable(string value)
    {
        var match = Substitution().Match(value);
        Assert.True(match.Success, $"'{value}' is not a substitution.");
        return (match.Groups[1].Value, match.Groups[2].Success ? match.Groups[2].Value : null);
    }

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };

    [GeneratedRegex(@"^\$\{([A-Z_]+)(?:=(.*))?\}$")]
    private static partial Regex Substitution();

    [GeneratedRegex(@"^output ([A-Z_]+) ", RegexOptions.Multiline)]
    private static partial Regex Output();

    [GeneratedRegex(@"\$\{([A-Z][A-Z_]+)")]
    private static partial Regex Use();
}
