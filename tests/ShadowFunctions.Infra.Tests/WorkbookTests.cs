using System.Text.RegularExpressions;

namespace ShadowFunctions.Infra.Tests;

public sealed partial class WorkbookTests
{
    private static readonly IReadOnlyList<string> Queries = [.. Repository.Json("infra/app/fleet.workbook.json").GetProperty("items").EnumerateArray()
        .Where(item => item.GetProperty("type").GetInt32() == 3)
        .Select(item => item.GetProperty("content").GetProperty("query").GetString()!)];

    [Fact]
    public void Every_query_reads_a_table_of_the_apps_telemetry()
    {
        Assert.NotEmpty(Queries);
        Assert.All(Queries, query => Assert.Contains(query.Split('\n')[0], (string[])["requests", "traces", "exceptions", "customMetrics"]));
    }

    [Fact]
    public void Every_function_that_a_query_names_exists()
    {
        var source = string.Concat(Repository.Files("src/ShadowFunctions", "*.cs").Select(Repository.Read));
        var named = Queries.Where(query => query.StartsWith("requests", StringComparison.Ordinal)).SelectMany(query => Quoted().Matches(query))
            .Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains($"\"{name}\"", source, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_measure_that_a_query_names_is_documented()
    {
        var documented = Repository.Read("docs/telemetry.md");
        var named = Queries.Where(query => query.StartsWith("customMetrics", StringComparison.Ordinal)).SelectMany(query => Measure().Matches(query))
            .Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.Contains("shadow.shadows.cost", named);
        Assert.Contains("shadow.arm.tokens", named);
        Assert.All(named, name => Assert.Contains($"| `{name}` |", documented, StringComparison.Ordinal));
    }

    /// <summary>The fleet view answers what was decided and why, not only what ran.</summary>
    [Fact]
    public void Decisions_are_shown_by_outcome_and_their_reasons_and_refusals_by_code_with_dimensions_that_the_measures_have()
    {
        var measures = Repository.Read("docs/telemetry.md").Split('\n').Where(line => line.StartsWith("| `shadow.", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToDictionary(cells => cells[1].Trim('`'), cells => cells[3]);
        var dimensioned = Queries.Where(query => query.Contains("customDimensions", StringComparison.Ordinal)).ToList();

        Assert.Contains(dimensioned, query => query.Contains("\"shadow.decisions\"", StringComparison.Ordinal));
        Assert.Contains(dimensioned, query => query.Contains("\"shadow.decision.reasons\"", StringComparison.Ordinal) && query.Contains("\"Refused\"", StringComparison.Ordinal));
        Assert.All(dimensioned, query => Assert.All(Dimension().Matches(query), match =>
            Assert.Contains($"`{match.Groups[1].Value}`", measures[Measure().Match(query).Groups[1].Value], StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"customDimensions\[""(\w+)""\]")]
    private static partial Regex Dimension();

    [GeneratedRegex(@"""(shadow\.[a-z_.]*[a-z])""")]
    private static partial Regex Measure();

    [GeneratedRegex(@"""([A-Z]\w+)""")]
    private static partial Regex Quoted();
}
