using Npgsql;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Bench.Runner;

/// <summary>A server that stands still for two seconds in a window of twenty: a tenth of all arrivals fall into the stall.</summary>
internal static class Stall
{
    private const double StallMilliseconds = 2000;

    public static async Task<int> RunAsync()
    {
        await using var cluster = await Server.StartAsync();
        await using var target = PostgresLoadTarget.InPlace(cluster.Connection());
        var settings = new LoadSettings { Segments = [new(20, 500)], Connections = 8, Shape = ArrivalShape.Constant, Seed = 5 };
        var load = new LoadGenerator(new LoadClock()).RunAsync(Plans.SelectOnly(Server.Scale * 100_000), target, settings, CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(10));
        await StallAsync(cluster);
        var result = await load;
        var closed = result.Statements[0];
        Console.WriteLine("PostgreSQL stalled for 2 s by an exclusive lock, 500 reads/s for 20 s, 8 connections");
        Console.WriteLine("| | p50 ms | p95 ms | p99 ms | max ms |");
        Console.WriteLine("|---|---|---|---|---|");
        Console.WriteLine($"| from the instant due | {result.Latency!.P50:N2} | {result.Latency.P95:N0} | {result.Latency.P99:N0} | {result.Latency.Max:N0} |");
        Console.WriteLine($"A closed loop would have sent {settings.Connections} statements into the stall instead of about 1,000, of {closed.Executions:N0} in all: its p99 would not show it.");

        // The slowest tenth waited between 0 and 2 s evenly: of all arrivals, 1 % waited longer than 1.8 s.
        var met = result.Latency.P99 is > 0.85 * StallMilliseconds and < 1.3 * StallMilliseconds && result.Latency.Max >= StallMilliseconds;
        Console.WriteLine($"p99 contains the stall: {(met ? "met" : "MISSED")}\n");
        return met ? 0 : 1;
    }

    private static async Task StallAsync(PostgresCluster cluster)
    {
        await using var connection = new NpgsqlConnection(cluster.Connection());
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("LOCK TABLE pgbench_accounts IN ACCESS EXCLUSIVE MODE", connection, transaction);
        await command.ExecuteNonQueryAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(StallMilliseconds));
        await transaction.RollbackAsync();
    }
}
