using System.Text.RegularExpressions;
using ShadowFunctions.Azure.Triggers;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Tests.Architecture;

/// <summary>The runbook has an entry for whatever the app may say, and none for what it never says.</summary>
public partial class OperatingTests
{
    [Fact]
    public void Every_reason_code_has_its_entry() =>
        Assert.Equal(Enum.GetNames<ReasonCode>().Order(StringComparer.Ordinal), Repository.FirstColumn("docs/operating.md", "| reason code | what to do |").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_way_in_which_a_change_ends_has_its_entry() => Assert.Equal(
        Enum.GetNames<ScaleOperationStatus>().Except([nameof(ScaleOperationStatus.Intended)]).Order(StringComparer.Ordinal),
        Repository.FirstColumn("docs/operating.md", "| status | error says | meaning | what to do |").Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_alert_that_the_app_or_its_deployment_makes_has_its_entry()
    {
        var store = new Store { Id = "<store>", ResourceId = "", Region = "" };

        var made = AlertRuleKind.All.Select(kind => kind.NameFor(store)).Concat(Repository.Files("infra", "*.bicep").SelectMany(Deployed));

        Assert.Equal(made.Order(StringComparer.Ordinal), Alerts().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("resource a 'Microsoft.Insights/metricAlerts@2018-03-01' = {", "a")]
    [InlineData("resource b 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {", "b")]
    [InlineData("resource c 'Microsoft.Insights/actionGroups@2023-01-01' = {", null)]
    public void An_alert_of_a_kind_that_is_not_deployed_yet_would_be_missed_in_the_runbook(string source, string? found) =>
        Assert.Equal(found, AlertResource().Match(source) is { Success: true } match ? match.Groups["name"].Value : null);

    [Fact]
    public void Every_entry_says_what_to_do() => Assert.All(
        Repository.Read("docs/operating.md").Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)),
        line => Assert.False(string.IsNullOrWhiteSpace(line.Trim().TrimEnd('|').Split('|')[^1]), line));

    /// <summary>The alerts of the runbook: all code letters of the first column.</summary>
    private static IEnumerable<string> Alerts() => Repository.Rows("docs/operating.md", "| alert | what to do |")
        .Select(line => string.Join(' ', Repository.Code().Matches(line.Split('|')[1]).Select(m => m.Groups[1].Value)));

    /// <summary>The alerts of a file of the deployment: a budget tells by each of its notifications, any other resource by its name.</summary>
    private static IEnumerable<string> Deployed(string path)
    {
        var source = Repository.Read(path);
        return AlertResource().Matches(source).SelectMany(resource => resource.Groups["type"].Value.EndsWith("budgets", StringComparison.Ordinal)
            ? Notification().Matches(source).Select(n => $"budget-<token> {n.Groups[1].Value}")
            : [resource.Groups["name"].Value]);
    }

    [GeneratedRegex(@"resource (?<name>\w+) '(?<type>Microsoft\.(Insights/(\w+Alerts|scheduledQueryRules|alertRules)|AlertsManagement/\w+|Consumption/budgets))@")]
    private static partial Regex AlertResource();

    /// <summary>What a budget's notification is called, before the members that only it has.</summary>
    [GeneratedRegex(@"(\w+): \{\s+enabled: true\s+operator:")]
    private static partial Regex Notification();
}
