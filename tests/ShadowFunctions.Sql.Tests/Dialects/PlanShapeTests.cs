using ShadowFunctions.Sql.Dialects.Plans;

namespace ShadowFunctions.Sql.Tests.Dialects;

public sealed class PlanShapeTests
{
    private const string Scan = """{"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Relation Name": "purchase", "Total Cost": 1, "Plan Rows": 2}""";

    [Fact]
    public void Costs_rows_and_parallel_workers_are_no_part_of_a_postgres_plan()
    {
        var plain = Postgres($$"""{"Node Type": "Aggregate", "Strategy": "Plain", "Partial Mode": "Simple", "Plans": [{{Scan}}]}""");
        var larger = Postgres($$"""{"Node Type": "Aggregate", "Strategy": "Plain", "Partial Mode": "Simple", "Total Cost": 99, "Plans": [{{Scan.Replace("1,", "77777,", StringComparison.Ordinal)}}]}""");
        var parallel = Postgres($$"""
            {"Node Type": "Aggregate", "Strategy": "Plain", "Partial Mode": "Finalize", "Plans": [{"Node Type": "Gather", "Parent Relationship": "Outer", "Plans": [
                {"Node Type": "Aggregate", "Strategy": "Plain", "Partial Mode": "Partial", "Parent Relationship": "Outer", "Plans": [{{Scan}}]}]}]}
            """);
        Assert.Equal([plain, plain], [larger, parallel]);
    }

    [Fact]
    public void Another_index_join_or_order_is_another_postgres_plan()
    {
        string[] plans =
        [
            Scan,
            """{"Node Type": "Index Scan", "Relation Name": "purchase", "Index Name": "purchase_pkey"}""",
            """{"Node Type": "Index Scan", "Relation Name": "purchase", "Index Name": "purchase_of"}""",
            """{"Node Type": "Index Scan", "Relation Name": "purchase", "Index Name": "purchase_of", "Scan Direction": "Backward"}""",
            $$"""{"Node Type": "Hash Join", "Join Type": "Inner", "Plans": [{{Scan}}, {{Scan.Replace("Outer", "Inner", StringComparison.Ordinal)}}]}""",
            $$"""{"Node Type": "Hash Join", "Join Type": "Left", "Plans": [{{Scan}}, {{Scan.Replace("Outer", "Inner", StringComparison.Ordinal)}}]}""",
        ];
        Assert.Equal(plans.Length, plans.Select(Postgres).Distinct().Count());
    }

    [Fact]
    public void Showplan_of_Query_Store_and_of_a_run_have_one_shape()
    {
        var stored = PlanShape.OfSqlServer(ShowPlan("<RelOp PhysicalOp='Clustered Index Seek' LogicalOp='Clustered Index Seek' EstimateRows='1'><IndexScan><Object Database='[p]' Schema='[dbo]' Table='[t]' Index='[PK__t__1]' IndexKind='Clustered'/></IndexScan></RelOp>"));
        var run = PlanShape.OfSqlServer(ShowPlan("<QueryTimeStats CpuTime='9'/><RelOp PhysicalOp='Parallelism' LogicalOp='Gather Streams'><RelOp PhysicalOp='Clustered Index Seek' LogicalOp='Clustered Index Seek' EstimateRows='9999'><RunTimeInformation/><IndexScan><Object Database='[s]' Schema='[dbo]' Table='[t]' Index='[PK__t__2]' IndexKind='Clustered'/></IndexScan></RelOp></RelOp>"));
        var other = PlanShape.OfSqlServer(ShowPlan("<RelOp PhysicalOp='Index Seek' LogicalOp='Index Seek'><IndexScan><Object Schema='[dbo]' Table='[t]' Index='[ix]' IndexKind='NonClustered'/></IndexScan></RelOp>"));
        Assert.NotNull(stored);
        Assert.Equal(stored, run);
        Assert.NotEqual(stored, other);
        Assert.Null(PlanShape.OfSqlServer(ShowPlan("")));
    }

    private static string Postgres(string plan) => PlanShape.OfPostgres($$"""[{"Plan": {{plan}}}]""");

    private static string ShowPlan(string inside) =>
        $"<ShowPlanXML xmlns='http://schemas.microsoft.com/sqlserver/2004/07/showplan'><BatchSequence><Batch><Statements><StmtSimple><QueryPlan>{inside}</QueryPlan></StmtSimple></Statements></Batch></BatchSequence></ShowPlanXML>";
}
