using System.Diagnostics;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Bench.Runner;

/// <summary>A PostgreSQL cluster of its own with pgbench's tables.</summary>
internal static class Server
{
    public const int Scale = 10;

    public static async Task<PostgresCluster> StartAsync()
    {
        var cluster = await PostgresCluster.StartAsync("shared_buffers=256MB", "synchronous_commit=off", "max_wal_size=2GB", "autovacuum=off", "max_connections=100");
        Pgbench(cluster, "-i", "-q", "-s", $"{Scale}");
        return cluster;
    }

    public static string Pgbench(PostgresCluster cluster, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(PostgresCluster.Binaries, "pgbench")) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] all = ["-h", cluster.Folder, "-U", "postgres", .. arguments, "postgres"];
        all.ToList().ForEach(start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"pgbench failed: {errors.Result}");
    }
}
