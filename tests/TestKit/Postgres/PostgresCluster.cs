using System.Diagnostics;

namespace ShadowFunctions.TestKit.Postgres;

/// <summary>
/// A PostgreSQL cluster of its own in a temporary folder, reachable over a Unix socket only, run by <c>tests/postgres/cluster</c>. It ends with
/// this process, whatever happens to it. Free of the test framework, so that benchmarks can use it too.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;

    private PostgresCluster(Process process, string folder) => (_process, Folder) = (process, folder);

    /// <summary>Folder of the cluster: the socket lies here, data in <c>data</c>, the server's log in <c>server.log</c>.</summary>
    public string Folder { get; }

    /// <summary>What is missing to run clusters on this machine; null when nothing is.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>Folder of the server's programs, <c>pgbench</c> among them.</summary>
    public static string Binaries { get; } = Missing is null ? Output(Script("binaries")!).Trim() : "";

    /// <summary>Connection string of a database; the superuser <c>postgres</c> needs no password.</summary>
    public string Connection(string database = "postgres", string user = "postgres") => $"Host={Folder};Username={user};Database={database};Timeout=30";

    /// <summary>Makes and starts a cluster.</summary>
    /// <param name="settings">Lines of <c>postgresql.conf</c>, for example <c>wal_level=logical</c>.</param>
    /// <exception cref="InvalidOperationException">Something is <see cref="Missing"/>, or the server does not start.</exception>
    public static Task<PostgresCluster> StartAsync(params string[] settings) => StartAsync([], settings);

    /// <summary>Makes and starts a streaming standby of a running cluster. It must be disposed of before that one.</summary>
    /// <param name="primary">The cluster it follows.</param>
    /// <param name="settings">Lines of <c>postgresql.conf</c> beside or in place of the primary's.</param>
    /// <exception cref="InvalidOperationException">Something is <see cref="Missing"/>, or the server does not start.</exception>
    public static Task<PostgresCluster> StartStandbyAsync(PostgresCluster primary, params string[] settings) =>
        StartAsync(["--standby-of", primary.Folder], settings);

    private static async Task<PostgresCluster> StartAsync(string[] options, string[] settings)
    {
        if (Missing is not null)
        {
            throw new InvalidOperationException(Missing);
        }

        // Short, because the path of a socket may have some hundred characters only.
        var folder = Path.Combine(OperatingSystem.IsMacOS() ? "/tmp" : Path.GetTempPath(), $"pg-{Path.GetRandomFileName()}");
        var start = Start(Script("cluster")!);
        start.RedirectStandardInput = true;
        start.ArgumentList.Add(folder);
        options.Concat(settings).ToList().ForEach(start.ArgumentList.Add);
        var cluster = new PostgresCluster(Process.Start(start)!, folder);
        cluster._process.ErrorDataReceived += (_, line) => Console.Error.Write(line.Data is null ? "" : line.Data + "\n");
        cluster._process.BeginErrorReadLine();
        await cluster.ReadyAsync();
        return cluster;
    }

    /// <summary>Ends the server as a power cut would; <see cref="StartAgainAsync"/> recovers it.</summary>
    public Task CrashAsync() => TellAsync("crash");

    /// <summary>Stops the server cleanly; open connections are cut.</summary>
    public Task StopAsync() => TellAsync("stop");

    /// <summary>Starts a stopped server.</summary>
    public Task StartAgainAsync() => TellAsync("start");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
    }

    private static string? FindMissing()
    {
        if (Script("binaries") is not { } script)
        {
            return "tests/postgres is not beside this build";
        }

        using var process = Process.Start(Start(script))!;
        process.WaitForExit();
        return process.ExitCode == 0 ? null : process.StandardError.ReadToEnd().Trim();
    }

    private static string Output(string script)
    {
        using var process = Process.Start(Start(script))!;
        return process.StandardOutput.ReadToEnd();
    }

    private static ProcessStartInfo Start(string script)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(script);
        return start;
    }

    private static string? Script(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Path.Combine(at.FullName, "tests", "postgres", name) is var script && File.Exists(script))
            {
                return script;
            }
        }

        return null;
    }

    private async Task TellAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        await ReadyAsync();
    }

    private async Task ReadyAsync()
    {
        if (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) != "ready")
        {
            throw new InvalidOperationException($"The PostgreSQL cluster in '{Folder}' did not start; see the lines above.");
        }
    }
}
