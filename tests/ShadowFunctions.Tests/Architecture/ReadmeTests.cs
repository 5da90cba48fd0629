using System.Text.Json;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Options;

namespace ShadowFunctions.Tests.Architecture;

/// <summary>The README's tables name what there is.</summary>
public class ReadmeTests
{
    [Fact]
    public void The_table_of_reason_codes_equals_the_enum() =>
        Assert.Equal(Enum.GetNames<ReasonCode>(), Repository.FirstColumn("README.md", "| reason code | meaning |"));

    [Fact]
    public void The_table_of_the_configuration_names_every_property_of_its_four_parts()
    {
        var expected = typeof(ShadowConfiguration).GetProperties().SelectMany(part => part.PropertyType.GetProperties()
            .Where(p => p.GetMethod is { IsStatic: false } && p.Name != "EqualityContract")
            .Select(p => $"{Camel(part.Name)}.{Camel(p.Name)}"));

        Assert.Equal(expected.Order(StringComparer.Ordinal), Repository.FirstColumn("README.md", "| field | default | meaning |").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_of_settings_names_every_option_of_the_app()
    {
        var settings = Repository.FirstColumn("README.md", "| setting | default | meaning |").ToList();

        Assert.All(typeof(ShadowOptions).GetProperties(), p => Assert.Contains($"{ShadowOptions.Section}__{p.Name}", settings));
    }

    [Fact]
    public void The_defaults_in_the_tables_are_the_defaults_of_the_code()
    {
        var readme = Repository.Read("README.md");
        var parts = typeof(ShadowConfiguration).GetProperties();
        var defaults = parts.SelectMany(part => part.PropertyType.GetProperties()
            .Where(p => p.PropertyType.IsPrimitive)
            .Select(p => (Name: $"{Camel(part.Name)}.{Camel(p.Name)}", Value: p.GetValue(part.GetValue(new ShadowConfiguration())))));
        var options = typeof(ShadowOptions).GetProperties()
            .Where(p => p.PropertyType == typeof(int)).Select(p => (Name: $"{ShadowOptions.Section}__{p.Name}", Value: p.GetValue(new ShadowOptions())));

        Assert.All(defaults.Concat(options), d =>
        {
            var value = Convert.ToString(d.Value, System.Globalization.CultureInfo.InvariantCulture)!;
            var text = d.Value is bool ? Camel(value) : value;
            Assert.Contains($"| `{d.Name}` | {text} |", readme, StringComparison.Ordinal);
        });
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
