namespace ShadowFunctions.Infra.Tests;

public sealed class BicepSourceTests
{
    public static TheoryData<string> Sources => [.. Repository.Files("infra", "*.bicep")];

    [Fact]
    public async Task The_linter_has_nothing_to_say()
    {
        var (exitCode, output, error) = await Bicep.RunAsync("lint", "infra/main.bicep");

        Assert.Equal("", (output + error).Trim());
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public void Every_linter_rule_is_an_error()
    {
        var rules = Repository.Json("infra/bicepconfig.json").GetProperty("analyzers").GetProperty("core").GetProperty("rules").EnumerateObject().ToList();

        Assert.True(rules.Count > 25, $"Only {rules.Count} rules are set.");
        Assert.All(rules, rule => Assert.Equal("error", rule.Value.GetProperty("level").GetString()));
    }

    [Fact]
    public async Task Every_file_is_formatted()
    {
        var copy = Directory.CreateTempSubdirectory("shadow-bicep");
        try
        {
            var sources = Repository.Files("infra", "*.bicep");
            foreach (var source in sources)
            {
                var target = Path.Combine(copy.FullName, source);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Repository.PathOf(source), target);
            }

            var (exitCode, output, error) = await Bicep.RunAsync("format", "--pattern", Path.Combine(copy.FullName, "**", "*.bicep"));

            Assert.True(exitCode == 0, output + error);
            Assert.All(sources, source => Assert.Equal(Repository.Read(source), File.ReadAllText(Path.Combine(copy.FullName, source))));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void No_file_needs_a_registry_or_a_silenced_rule(string source)
    {
        var text = Repository.Read(source);

        Assert.DoesNotContain("'br:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("'br/", text, StringComparison.Ordinal);
        Assert.DoesNotContain("'ts:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("#disable-", text, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_bicepparam_file_which_azd_would_prefer_over_the_parameters_file() =>
        Assert.Empty(Repository.Files("infra", "*.bicepparam"));
}
