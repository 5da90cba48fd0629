using Npgsql;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>
/// Leads a shadow's planner to production's plan: on a small copy other operators look cheap. Combinations of the planner's switches are
/// tried with EXPLAIN alone until the shape is production's.
/// </summary>
internal static class Steering
{
    private static readonly string[] Switches =
        ["nestloop", "hashjoin", "mergejoin", "bitmapscan", "indexscan", "seqscan", "sort", "hashagg", "memoize", "material"];

    private const string Parallel =
        "SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET min_parallel_index_scan_size = 0;";

    /// <summary>Settings under which the shadow plans like production: empty when none are needed, null when none were found.</summary>
    public static string? Find(Server shadow, string database, Template template, KeySpace keys, string plan)
    {
        using var connection = shadow.Open(database);
        foreach (var settings in Candidates())
        {
            Apply(connection, "RESET ALL;" + settings);
            if (Lens.Plan(connection, template, new Random(7), keys).Shape == plan)
            {
                return settings;
            }
        }

        return null;
    }

    /// <summary>Applies settings to a session.</summary>
    public static void Apply(NpgsqlConnection connection, string settings)
    {
        if (settings.Length > 0)
        {
            using var command = new NpgsqlCommand(settings, connection);
            command.ExecuteNonQuery();
        }
    }

    private static IEnumerable<string> Candidates()
    {
        foreach (var parallel in (string[])["", Parallel])
        {
            foreach (var off in Subsets())
            {
                yield return parallel + string.Concat(off.Select(s => $"SET enable_{Switches[s]} = off;"));
            }
        }
    }

    private static IEnumerable<int[]> Subsets()
    {
        yield return [];
        for (var a = 0; a < Switches.Length; a++)
        {
            yield return [a];
        }

        for (var a = 0; a < Switches.Length; a++)
        {
            for (var b = a + 1; b < Switches.Length; b++)
            {
                yield return [a, b];
                for (var c = b + 1; c < Switches.Length; c++)
                {
                    yield return [a, b, c];
                }
            }
        }
    }
}
