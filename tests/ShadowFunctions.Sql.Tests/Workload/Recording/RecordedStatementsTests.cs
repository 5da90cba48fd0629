using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Statements;
using ShadowFunctions.Sql.Workload.Recording;

namespace ShadowFunctions.Sql.Tests.Workload.Recording;

public sealed class RecordedStatementsTests
{
    private static readonly DateTimeOffset Start = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_statement_that_an_earlier_reading_left_out_waits_for_the_next()
    {
        var earlier = StatementSnapshot.Of(Reading(0, 60, isWhole: false, ("a", 100)));
        var now = Reading(0, 120, isWhole: false, ("a", 130), ("late", 5000));

        // Its 5,000 executions may be years old.
        Assert.Equal(["a"], now.Since(earlier).Statements.Select(s => s.Template.Id));
        Assert.Equal(0.5, Assert.Single(now.Since(earlier).Observe("s").Templates).RatePerSecond);
        Assert.Equal(2, now.Since(earlier with { IsWhole = true }).Statements.Count);
    }

    [Fact]
    public void A_count_that_fell_was_begun_anew()
    {
        var since = Reading(0, 120, true, ("a", 30)).Since(StatementSnapshot.Of(Reading(0, 60, true, ("a", 100))));
        Assert.Equal(30, Assert.Single(since.Statements).Totals.Executions);
    }

    [Theory]
    [InlineData("SELECT jpg_url FROM pages", true)]
    [InlineData("SELECT subsys.id FROM subsys", true)]
    [InlineData("SELECT relname FROM pg_class", false)]
    [InlineData("SELECT name FROM sys.tables", false)]
    [InlineData("SELECT value FROM _shadow_ledger", false)]
    [InlineData("SELECT table_name FROM information_schema.tables", false)]
    public void The_engines_own_tables_are_nobodys_load(string text, bool isLoad) =>
        Assert.Equal(isLoad, new TemplateSums(StatementLanguage.PostgreSql).Add(text, new StatementTotals { Executions = 1 }) is not null);

    [Fact]
    public void Query_Store_is_added_up_by_template_with_aborted_executions_apart()
    {
        object?[] Row(string text, long plan, int kind, double executions, double cpu) =>
            [text, plan, kind, Start, Start.AddMinutes(60), executions, cpu, 2 * cpu, 50.0, 5.0, 10.0, 1000.0, 20.0, 2.0];
        var recorded = QueryStore.Sum(
            [
                Row("SELECT name FROM dbo.customers WHERE id = 7", 1, 0, 10, 4e6), Row("SELECT name FROM dbo.customers WHERE id = 8", 2, 0, 30, 8e6),
                Row("SELECT name FROM dbo.customers WHERE id = 9", 2, 3, 5, 9e9), Row("EXEC dbo.p", 3, 0, 1, 1),
            ],
            Start.AddMinutes(30), out var plans);

        var (template, totals) = Assert.Single(recorded.Statements);
        Assert.Equal((Start, Start.AddMinutes(30)), (recorded.From, recorded.To));
        Assert.Equal(2, plans[template.Id]);
        var cost = totals.Cost(template.Id);
        Assert.Equal((40, 5, 0.3, 0.6), (cost.Executions, cost.Errors, cost.CpuSeconds, cost.DurationSeconds));
        Assert.Equal((120 / 40.0, 30 / 40.0, 50, 1, 16384), (cost.LogicalWork, cost.DataPages, cost.LogBytes, cost.Rows, cost.MemoryBytes));
        Assert.DoesNotContain("7", template.Text, StringComparison.Ordinal);
    }

    private static RecordedStatements Reading(int from, int to, bool isWhole, params (string Id, double Executions)[] statements) => new(
        Start.AddSeconds(from), Start.AddSeconds(to),
        [.. statements.Select(s => (new QueryTemplate(s.Id, s.Id, QueryClass.Read), new StatementTotals { Executions = s.Executions }))], isWhole, IsCumulative: true);
}
