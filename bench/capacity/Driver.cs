using System.Diagnostics;
using Npgsql;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>
/// Open-loop load: arrivals are drawn before the window starts and sent at their instants by a fixed set of connections; a window ends when
/// the last one is answered, so the work done is the work asked for. The connections stay open from window to window, as those of an application's
/// pool do: a server settles on the plan of a prepared statement over its first dozen executions on a connection.
/// </summary>
internal sealed class Driver(Server server, string database, SpeedProbe probe, int connections = 8) : IDisposable
{
    private const double WarmingShare = 0.27;
    private const double LongestWarming = 1;
    private const double WarmingFactor = 3;
    private const int SettlingExecutions = 12;
    private const int FirstExecutions = 6;
    private readonly Dictionary<string, NpgsqlConnection> _pool = [];
    private readonly HashSet<(string Lane, string Statement)> _settled = [];

    /// <summary>The keys that parameters are drawn from.</summary>
    public KeySpace Keys { get; set; } = KeySpace.Read(server, database);

    public void Dispose() => _pool.Values.ToList().ForEach(c => c.Dispose());

    private const string StatementsText = """
        SELECT query, sum(calls)::bigint, sum(total_exec_time) / 1000, sum(rows)::bigint, sum(shared_blks_hit)::bigint, sum(shared_blks_read)::bigint,
            sum(wal_records)::bigint, sum(wal_fpi)::bigint, sum(wal_bytes)::bigint
        FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = current_database()
            AND query NOT LIKE 'EXPLAIN%' GROUP BY query
        """;

    /// <summary>Runs one window at the given rates, after a short unmeasured stretch of the same mix that fills the caches.</summary>
    /// <param name="rates">Executions per second per statement.</param>
    /// <param name="seconds">Length.</param>
    /// <param name="seed">Seed of arrivals and parameters.</param>
    /// <param name="apart">True gives every statement connections of its own, so that its CPU is known.</param>
    /// <param name="steered">Statements that get a connection of their own, with these planner settings.</param>
    public Window Run(
        IReadOnlyDictionary<string, double> rates, double seconds, int seed, bool apart = false, IReadOnlyDictionary<string, string>? steered = null)
    {
        var lanes = Lanes(rates, seconds, seed, apart, steered ?? new Dictionary<string, string>());
        Play(lanes, l => l.Warming);
        using var meter = server.Open(database);
        Steering.Apply(meter, "CHECKPOINT");

        // Processes that have just ended change from their own account to the postmaster's, in whole ticks: let that be over.
        Thread.Sleep(50);
        var before = ReadCounters(meter);
        _ = probe.TakeMedianMilliseconds();
        var machine = CpuMeter.Machine();
        var own = lanes.Select(l => CpuMeter.Seconds(l.Connection.ProcessID)).ToArray();
        var cpu = CpuMeter.ServerSeconds(server.ProcessId);
        var started = Stopwatch.GetTimestamp();
        var waiting = Play(lanes, l => l.Arrivals);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        cpu = CpuMeter.ServerSeconds(server.ProcessId) - cpu;
        var used = lanes.Select((l, i) => CpuMeter.Seconds(l.Connection.ProcessID) - own[i]).ToArray();
        var then = CpuMeter.Machine();
        var milliseconds = probe.TakeMedianMilliseconds();
        var after = ReadCounters(meter);
        return new Window
        {
            Seconds = elapsed,
            CpuSeconds = cpu,
            SessionCpuSeconds = used.Sum(),
            ResponseSeconds = waiting,
            Statements = after.Statements.Where(s => rates.ContainsKey(s.Key))
                .ToDictionary(s => s.Key, s => before.Statements.TryGetValue(s.Key, out var b) ? s.Value - b : s.Value),
            StatementCpuSeconds = lanes.Zip(used).Where(x => x.First.Statement is not null).ToDictionary(x => x.First.Statement!, x => x.Second),
            LogBytes = after.LogBytes - before.LogBytes,
            LogImages = after.LogImages - before.LogImages,
            Steal = (then.Stolen - machine.Stolen) / (then.Total - machine.Total),
            Foreign = Math.Max(0, (then.Busy - machine.Busy - cpu) / (then.Total - machine.Total)),
            ProbeMilliseconds = milliseconds,
        };
    }

    /// <summary>Arrivals by connection: pooled, or apart where a statement needs connections of its own.</summary>
    private List<Lane> Lanes(
        IReadOnlyDictionary<string, double> rates, double seconds, int seed, bool apart, IReadOnlyDictionary<string, string> steered)
    {
        var random = new Random(seed);
        var warming = Arrivals(rates.ToDictionary(r => r.Key, r => r.Value * WarmingFactor), Math.Min(LongestWarming, WarmingShare * seconds), random);
        var arrivals = Arrivals(rates, seconds, random);
        string Key(Arrival a, int i) => apart || steered.ContainsKey(a.Template.Id) ? a.Template.Id : $"{i % connections}";
        var warm = warming.Select((a, i) => (Key: Key(a, i), Arrival: a)).ToLookup(x => x.Key, x => x.Arrival);
        var lanes = new List<Lane>();
        foreach (var group in arrivals.Select((a, i) => (Key: Key(a, i), Arrival: a)).GroupBy(x => x.Key, x => x.Arrival))
        {
            var only = rates.ContainsKey(group.Key) ? group.Key : null;
            var lane = new Lane(Connection(group.Key, steered), only, [.. warm[group.Key]], [.. group]);
            Settle(group.Key, lane, new Random((1000 * seed) + lanes.Count));
            lanes.Add(lane);
        }

        return lanes;
    }

    private NpgsqlConnection Connection(string lane, IReadOnlyDictionary<string, string> steered)
    {
        if (!_pool.TryGetValue(lane, out var connection))
        {
            connection = server.Open(database);
            Steering.Apply(connection, steered.GetValueOrDefault(lane, ""));
            _pool.Add(lane, connection);
        }

        return connection;
    }

    /// <summary>Plays all lanes at once; the sum of the response times, counted from when each statement was due.</summary>
    private static double Play(List<Lane> lanes, Func<Lane, Arrival[]> arrivals)
    {
        var started = Stopwatch.GetTimestamp();
        var waiting = new double[lanes.Count];
        var threads = lanes.Select((lane, i) => new Thread(() => waiting[i] = Play(arrivals(lane), lane.Connection, started)) { IsBackground = true }).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        return waiting.Sum();
    }

    private List<Arrival> Arrivals(IReadOnlyDictionary<string, double> rates, double seconds, Random random)
    {
        var arrivals = new List<Arrival>();
        foreach (var template in Template.All)
        {
            var count = (int)Math.Round(rates.GetValueOrDefault(template.Id) * seconds);
            for (var i = 0; i < count; i++)
            {
                // Poisson arrivals, given their number.
                arrivals.Add(new Arrival(template, random.NextDouble() * seconds, template.Values(random, Keys)));
            }
        }

        arrivals.Sort((a, b) => a.At.CompareTo(b.At));
        return arrivals;
    }

    /// <summary>
    /// Prepares what is new to the lane and runs it, outside of the measured part: what production has long run until the server has settled on its plan, what it
    /// has never run a few times.
    /// </summary>
    private void Settle(string name, Lane lane, Random random)
    {
        foreach (var template in lane.Arrivals.Concat(lane.Warming).Select(a => a.Template).Distinct().Where(t => _settled.Add((name, t.Id))).ToArray())
        {
            for (var i = 0; i < (template.Rate > 0 ? SettlingExecutions : FirstExecutions); i++)
            {
                using var command = Lens.Command(lane.Connection, template, random, Keys);
                command.Prepare();
                command.ExecuteNonQuery();
            }
        }
    }

    private static double Play(Arrival[] lane, NpgsqlConnection connection, long started)
    {
        var waiting = 0.0;
        var commands = new Dictionary<Template, NpgsqlCommand>();
        foreach (var arrival in lane)
        {
            var wait = arrival.At - Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (wait > 0.0005)
            {
                Thread.Sleep(TimeSpan.FromSeconds(wait));
            }

            if (!commands.TryGetValue(arrival.Template, out var command))
            {
                command = new NpgsqlCommand(arrival.Template.Text, connection);
                command.Parameters.AddRange(arrival.Values.Select(v => new NpgsqlParameter { Value = v }).ToArray());
                command.Prepare();
                commands.Add(arrival.Template, command);
            }

            for (var i = 0; i < arrival.Values.Length; i++)
            {
                command.Parameters[i].Value = arrival.Values[i];
            }

            command.ExecuteNonQuery();
            waiting += Stopwatch.GetElapsedTime(started).TotalSeconds - arrival.At;
        }

        return waiting;
    }

    private static (Dictionary<string, Counters> Statements, double LogBytes, double LogImages) ReadCounters(NpgsqlConnection meter)
    {
        var statements = new Dictionary<string, Counters>();
        using (var command = new NpgsqlCommand(StatementsText, meter))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                var text = reader.GetString(0);
                if (Template.All.FirstOrDefault(t => text.Contains($"/*{t.Id}*/", StringComparison.Ordinal)) is { } template)
                {
                    statements[template.Id] = new Counters(
                        reader.GetInt64(1), reader.GetDouble(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5),
                        reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(8));
                }
            }
        }

        // The position of the log is exact at once; the server's counters of it come up to a second late.
        using var log = new NpgsqlCommand("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8", meter);
        return (statements, (double)log.ExecuteScalar()!, statements.Values.Sum(s => s.LogImages));
    }

    private sealed record Lane(NpgsqlConnection Connection, string? Statement, Arrival[] Warming, Arrival[] Arrivals);

    private sealed record Arrival(Template Template, double At, object[] Values);
}
