using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using ShadowFunctions.Core.Capacity.Load;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>What one execution of a statement does on one shadow: its plan and its logical work, free of noise.</summary>
/// <param name="Plan">Shape of the plan: operators, tables and indexes.</param>
/// <param name="Pages">Pages touched, per batch of executions, as if the shadow's indexes were as high as production's.</param>
/// <param name="CpuSeconds">CPU per execution, back to back, per batch.</param>
internal sealed record View(string Plan, double[] Pages, double[] CpuSeconds);

/// <summary>Looks at single statements: EXPLAIN (never executed) anywhere, execution on shadows only.</summary>
internal static class Lens
{
    private const int Batches = 3;
    private const int Explained = 10;

    /// <summary>The plan a server would choose for drawn parameters.</summary>
    public static PlanDraw Plan(NpgsqlConnection connection, Template template, Random random, KeySpace keys)
    {
        using var command = Command(connection, template, random, keys);
        command.CommandText = "EXPLAIN (FORMAT JSON) " + template.Text;
        using var json = JsonDocument.Parse((string)command.ExecuteScalar()!);
        var (shape, workers) = (new StringBuilder(), 0);
        Append(shape, json.RootElement[0].GetProperty("Plan"), ref workers);
        return new PlanDraw(shape.ToString(), workers);
    }

    /// <summary>Levels above the leaves of every index, read off the planner's charge for a descent (50 operators a level).</summary>
    public static Dictionary<string, int> Heights(Server server, string database)
    {
        const double perLevel = 50 * 0.0025;
        using var connection = server.Open(database);
        var indexes = new List<(string Index, string Table, string Column)>();
        using (var command = new NpgsqlCommand("""
            SELECT i.relname::text, t.relname::text, a.attname::text FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0] WHERE t.relnamespace = 'public'::regnamespace
            """, connection))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                indexes.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
            }
        }

        Steering.Apply(connection, "SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off; SET max_parallel_workers_per_gather = 0;");
        var heights = new Dictionary<string, int>();
        foreach (var (index, table, column) in indexes)
        {
            using var command = new NpgsqlCommand($"EXPLAIN (FORMAT JSON) SELECT {column} FROM {table} ORDER BY {column}", connection);
            using var json = JsonDocument.Parse((string)command.ExecuteScalar()!);
            var plan = json.RootElement[0].GetProperty("Plan");
            if (plan.TryGetProperty("Index Name", out var name) && name.GetString() == index)
            {
                heights[index] = Math.Max(0, (int)(plan.GetProperty("Startup Cost").GetDouble() / perLevel) - 1);
            }
        }

        return heights;
    }

    /// <summary>Runs a statement alone on a shadow and takes its changes back. <c>higher</c>: per index, levels that production's has more.</summary>
    public static View Measure(
        Server shadow, string database, Template template, KeySpace keys, string settings, IReadOnlyDictionary<string, int> higher, int executions)
    {
        using var connection = shadow.Open(database);
        using var meter = shadow.Open(database);

        // A parallel plan is run by its leader alone: starting workers would cost more than the work on a small sample.
        Steering.Apply(connection, settings + "SET max_parallel_workers = 0;");
        var plan = Plan(connection, template, new Random(7), keys).Shape;
        var random = new Random(4711);
        var descents = Descents(connection, template, keys, random, higher);
        using var command = Command(connection, template, random, keys);
        command.Prepare();
        Run(command, template, keys, random, 6);
        var (pages, cpu) = (new double[Batches], new double[Batches]);
        for (var batch = 0; batch < Batches; batch++)
        {
            var before = Read(meter, template);
            var started = Cpu(shadow, connection);
            Run(command, template, keys, random, executions / Batches);
            cpu[batch] = (Cpu(shadow, connection) - started) / (executions / Batches);
            var after = Read(meter, template);
            pages[batch] = ((double)(after.Pages - before.Pages) / (after.Calls - before.Calls)) + descents;
        }

        return new View(plan, pages, cpu);
    }

    public static NpgsqlCommand Command(NpgsqlConnection connection, Template template, Random random, KeySpace keys)
    {
        var command = new NpgsqlCommand(template.Text, connection);
        foreach (var value in template.Values(random, keys))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    /// <summary>CPU of the session's process and of parallel workers that have ended.</summary>
    private static double Cpu(Server shadow, NpgsqlConnection connection) => CpuMeter.Seconds(connection.ProcessID) + CpuMeter.EndedChildrenSeconds(shadow.ProcessId);

    private static void Run(NpgsqlCommand command, Template template, KeySpace keys, Random random, int executions)
    {
        for (var i = 0; i < executions; i++)
        {
            var values = template.Values(random, keys);
            for (var p = 0; p < values.Length; p++)
            {
                command.Parameters[p].Value = values[p];
            }

            // Each change is taken back at once: within one long transaction the versions of a row would pile up.
            using var transaction = template.Writes ? command.Connection!.BeginTransaction() : null;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Pages per execution that production's higher indexes add: descents × levels.</summary>
    private static double Descents(NpgsqlConnection connection, Template template, KeySpace keys, Random random, IReadOnlyDictionary<string, int> higher)
    {
        if (template.Writes || higher.Values.All(h => h == 0))
        {
            return 0;
        }

        double sum = 0;
        for (var i = 0; i < Explained; i++)
        {
            using var command = Command(connection, template, random, keys);
            command.CommandText = "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + template.Text;
            using var json = JsonDocument.Parse((string)command.ExecuteScalar()!);
            sum += Descents(json.RootElement[0].GetProperty("Plan"), higher);
        }

        return sum / Explained;
    }

    private static double Descents(JsonElement plan, IReadOnlyDictionary<string, int> higher)
    {
        var own = plan.TryGetProperty("Index Name", out var index)
            ? higher.GetValueOrDefault(index.GetString()!) * plan.GetProperty("Actual Loops").GetDouble()
            : 0;
        return own + (plan.TryGetProperty("Plans", out var children) ? children.EnumerateArray().Sum(c => Descents(c, higher)) : 0);
    }

    private static Counters Read(NpgsqlConnection meter, Template template)
    {
        using var command = new NpgsqlCommand("""
            SELECT sum(calls)::bigint, sum(shared_blks_hit)::bigint, sum(shared_blks_read)::bigint
            FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
            WHERE d.datname = current_database() AND query LIKE $1 AND query NOT LIKE 'EXPLAIN%'
            """, meter);
        command.Parameters.Add(new NpgsqlParameter { Value = $"%/*{template.Id}*/%" });
        using var reader = command.ExecuteReader();
        reader.Read();
        return new Counters(reader.GetInt64(0), 0, 0, reader.GetInt64(1), reader.GetInt64(2), 0, 0, 0);
    }

    private static void Append(StringBuilder shape, JsonElement plan, ref int workers)
    {
        workers += plan.TryGetProperty("Workers Planned", out var planned) ? planned.GetInt32() : 0;
        shape.Append(CultureInfo.InvariantCulture, $"({plan.GetProperty("Node Type").GetString()}");
        foreach (var name in (string[])["Relation Name", "Index Name", "Join Type", "Strategy"])
        {
            if (plan.TryGetProperty(name, out var value))
            {
                shape.Append(' ').Append(value.GetString());
            }
        }

        if (plan.TryGetProperty("Plans", out var children))
        {
            foreach (var child in children.EnumerateArray())
            {
                Append(shape, child, ref workers);
            }
        }

        shape.Append(')');
    }
}
