using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Tests.Architecture;

/// <summary>The runbook has an entry for whatever the app may say, and none for what it never says.</summary>
public class OperatingTests
{
    [Fact]
    public void Every_reason_code_has_its_entry() =>
        Assert.Equal(Enum.GetNames<ReasonCode>().Order(StringComparer.Ordinal), Repository.FirstColumn("docs/operating.md", "| reason code | what to do |").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_way_in_which_a_change_ends_has_its_entry() => Assert.Equal(
        Enum.GetNames<ScaleOperationStatus>().Except([nameof(ScaleOperationStatus.Intended)]).Order(StringComparer.Ordinal),
        Repository.FirstColumn("docs/operating.md", "| status | error says | meaning | what to do |").Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_entry_says_what_to_do() => Assert.All(
        Repository.Read("docs/operating.md").Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)),
        line => Assert.False(string.IsNullOrWhiteSpace(line.Trim().TrimEnd('|').Split('|')[^1]), line));
}
