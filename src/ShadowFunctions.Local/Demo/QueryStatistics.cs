using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Local.Demo;

/// <summary>Emulated production's statement statistics: executions and CPU per statement and interval, as Query Store keeps them.</summary>
internal sealed class QueryStatistics
{
    /// <summary>Length of an interval.</summary>
    public const int IntervalMinutes = 5;

    private const int KeptMinutes = 30 * 1440;

    /// <summary>What sending a statement, parsing and locking cost before the first step, CPU seconds.</summary>
    private const double SecondsPerExecution = 0.0004;

    private readonly SqliteCommand _add;
    private readonly double[] _cpuSeconds;

    /// <summary>Prepares to add to the statistics within a transaction.</summary>
    public QueryStatistics(SqliteConnection connection, SqliteTransaction transaction)
    {
        _add = connection.CreateCommand();
        _add.Transaction = transaction;
        _add.CommandText = """
            INSERT INTO _shadow_demo_statistics VALUES (@interval, @template, @executions, @cpu)
            ON CONFLICT DO UPDATE SET executions = executions + excluded.executions, cpu_seconds = cpu_seconds + excluded.cpu_seconds
            """;
        foreach (var name in (string[])["@interval", "@template", "@executions", "@cpu"])
        {
            _add.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        _cpuSeconds = CpuSecondsOf(ReadCosts(connection, transaction));
    }

    /// <summary>CPU seconds of one execution of each of the shop's statements on this data.</summary>
    public IReadOnlyList<double> CpuSecondsEach => _cpuSeconds;

    /// <summary>The same, read from a production file.</summary>
    public static double[] CpuSeconds(string production)
    {
        using var connection = new SqliteConnection(production);
        connection.Open();
        return CpuSecondsOf(ReadCosts(connection, null));
    }

    /// <summary>Adds what ran in one minute.</summary>
    public void Add(long minute, double[] executions)
    {
        for (var i = 0; i < executions.Length; i++)
        {
            _add.Parameters[0].Value = minute - (minute % IntervalMinutes);
            _add.Parameters[1].Value = ShopQueries.All[i].Template.Id;
            _add.Parameters[2].Value = executions[i];
            _add.Parameters[3].Value = executions[i] * _cpuSeconds[i];
            _add.ExecuteNonQuery();
        }

        if (minute % 1440 == 0)
        {
            Forget(minute - KeptMinutes);
        }
    }

    /// <summary>The mix over the whole intervals within a window.</summary>
    public static WorkloadObservation Read(SqliteConnection connection, string storeId, DateTimeOffset from, DateTimeOffset until)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT template, sum(executions), sum(cpu_seconds), count(*), min(interval), max(interval) FROM _shadow_demo_statistics
            WHERE interval >= @from AND interval + @length <= @until GROUP BY template
            """;
        command.Parameters.AddWithValue("@from", (long)Math.Ceiling(from.ToUnixTimeSeconds() / 60.0));
        command.Parameters.AddWithValue("@until", until.ToUnixTimeSeconds() / 60);
        command.Parameters.AddWithValue("@length", IntervalMinutes);
        var sums = new Dictionary<string, (double Executions, double Cpu, long Intervals)>();
        var (first, last) = (long.MaxValue, long.MinValue);
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                sums[reader.GetString(0)] = (reader.GetDouble(1), reader.GetDouble(2), reader.GetInt64(3));
                (first, last) = (Math.Min(first, reader.GetInt64(4)), Math.Max(last, reader.GetInt64(5)));
            }
        }

        if (sums.Count == 0)
        {
            return new WorkloadObservation(storeId, from, until, []);
        }

        var work = ReadCosts(connection, null);
        var templates = ShopQueries.All.Where(q => sums.ContainsKey(q.Template.Id)).Select(q =>
        {
            var (executions, cpu, intervals) = sums[q.Template.Id];
            var cost = work[q.Template.Id] with { Executions = (long)Math.Round(executions), CpuSeconds = executions > 0 ? cpu / executions : 0 };
            return new ObservedTemplate(q.Template, executions / (intervals * IntervalMinutes * 60), cost);
        });
        return new WorkloadObservation(
            storeId, DateTimeOffset.FromUnixTimeSeconds(first * 60), DateTimeOffset.FromUnixTimeSeconds((last + IntervalMinutes) * 60), [.. templates]);
    }

    private static double[] CpuSecondsOf(Dictionary<string, TemplateCost> costs) =>
        [.. ShopQueries.All.Select(q => SecondsPerExecution + (costs[q.Template.Id].LogicalWork * q.SecondsPerStep))];

    private static Dictionary<string, TemplateCost> ReadCosts(SqliteConnection connection, SqliteTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT template, work, pages, log_bytes, result_bytes FROM _shadow_demo_costs";
        using var reader = command.ExecuteReader();
        var costs = new Dictionary<string, TemplateCost>();
        while (reader.Read())
        {
            costs[reader.GetString(0)] = new TemplateCost
            {
                TemplateId = reader.GetString(0),
                LogicalWork = reader.GetDouble(1),
                DataPages = reader.GetDouble(2),
                LogBytes = reader.GetDouble(3),
                ResultBytes = reader.GetDouble(4),
            };
        }

        return costs;
    }

    private void Forget(long before)
    {
        using var command = _add.Connection!.CreateCommand();
        command.Transaction = _add.Transaction;
        command.CommandText = "DELETE FROM _shadow_demo_statistics WHERE interval < @before";
        command.Parameters.AddWithValue("@before", before);
        command.ExecuteNonQuery();
    }
}
