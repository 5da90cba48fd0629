using System.Text.RegularExpressions;

namespace ShadowFunctions.Infra.Tests;

public sealed partial class AzureYamlTests
{
    private static readonly string Yaml = Repository.Read("azure.yaml");

    [Fact]
    public void The_service_is_found_by_the_tag_of_the_function_app()
    {
        var service = Service().Match(Yaml).Groups[1].Value;

        Assert.Equal(service, Tag().Match(Repository.Read("infra/app/functionApp.bicep")).Groups[1].Value);
        Assert.Contains($"output SERVICE_{service.ToUpperInvariant()}_NAME ", Repository.Read("infra/main.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_service_is_a_folder_with_one_project()
    {
        var folder = Project().Match(Yaml).Groups[1].Value;

        Assert.Single(Directory.GetFiles(Repository.PathOf(folder), "*.*proj"));
        Assert.Contains("host: function", Yaml, StringComparison.Ordinal);
        Assert.Contains("<UserSecretsId>", File.ReadAllText(Directory.GetFiles(Repository.PathOf(folder), "*.csproj").Single()), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_hook_is_a_script_that_exists()
    {
        var hooks = Hook().Matches(Yaml).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(["./infra/hooks/preprovision.sh", "./infra/hooks/postprovision.sh"], hooks);
        Assert.All(hooks, hook => Assert.StartsWith("#!/bin/sh\n", Repository.Read(hook), StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^services:\n  (\w+):", RegexOptions.Multiline)]
    private static partial Regex Service();

    [GeneratedRegex(@"'azd-service-name': '(\w+)'")]
    private static partial Regex Tag();

    [GeneratedRegex(@"project: (\S+)")]
    private static partial Regex Project();

    [GeneratedRegex(@"run: (\S+)")]
    private static partial Regex Hook();
}
