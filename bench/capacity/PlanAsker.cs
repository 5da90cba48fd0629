using System.Globalization;
using Npgsql;
using ShadowFunctions.Core.Capacity.Load;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>A plan and how many of the draws chose it.</summary>
internal sealed record DrawnPlan(string Shape, int Workers, int Count);

/// <summary>Asks a planner for many draws of a statement's parameters; nothing is executed.</summary>
internal static class PlanAsker
{
    private const int Draws = 40;
    private const int Starts = 20;

    private const string Parallel = """
        SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET parallel_leader_participation = on;
        """;

    /// <summary>
    /// Plans over drawn parameters, were the data a multiple of today's. A planner's choice stays the same when all sizes and all its fixed amounts
    /// grow alike; so instead of the data growing, its fixed amounts shrink, for this session alone.
    /// </summary>
    public static List<DrawnPlan> Ask(NpgsqlConnection connection, Template template, KeySpace keys, double dataFactor, string settings = "")
    {
        Steering.Apply(connection, string.Create(CultureInfo.InvariantCulture, $"""
            RESET ALL; SET parallel_setup_cost = {1000 / dataFactor}; SET effective_cache_size = '{4194304 / dataFactor:0}kB'; SET work_mem = '{4096 / dataFactor:0}kB';
            SET min_parallel_table_scan_size = '{8192 / dataFactor:0}kB'; SET min_parallel_index_scan_size = '{512 / dataFactor:0}kB'; {settings}
            """));
        var random = new Random(7);
        var drawn = Enumerable.Range(0, Draws).Select(_ => Lens.Plan(connection, template, random, keys)).GroupBy(p => p).Select(g => new DrawnPlan(g.Key.Shape, g.Key.Workers, g.Count())).ToList();
        Steering.Apply(connection, "RESET ALL");
        return drawn;
    }

    /// <summary>CPU seconds of starting one parallel worker with next to nothing to do.</summary>
    public static double WorkerStartSeconds(Server server, string database)
    {
        double Seconds(int workers)
        {
            using var connection = server.Open(database);
            Steering.Apply(connection, $"{Parallel} SET max_parallel_workers_per_gather = {workers}");
            using var command = new NpgsqlCommand("SELECT count(*) FROM customer", connection);
            command.ExecuteNonQuery();
            Thread.Sleep(50);
            var before = CpuMeter.ServerSeconds(server.ProcessId);
            for (var i = 0; i < Starts; i++)
            {
                command.ExecuteNonQuery();
            }

            Thread.Sleep(50);
            return (CpuMeter.ServerSeconds(server.ProcessId) - before) / Starts;
        }

        return Math.Max(0, Seconds(1) - Seconds(0));
    }

    /// <summary>Draws as the product's model takes them.</summary>
    public static PlanDraw[] Each(IEnumerable<DrawnPlan> plans) => [.. plans.SelectMany(p => Enumerable.Repeat(new PlanDraw(p.Shape, p.Workers), p.Count))];
}
