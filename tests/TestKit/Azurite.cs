using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ShadowFunctions.TestKit;

/// <summary>
/// Azure's storage emulator as a child process on ports of its own choice, for one test assembly. Without it tests are skipped, but fail
/// where <c>CI=true</c>.
/// </summary>
public sealed partial class Azurite : IAsyncLifetime
{
    // The key of the emulator's only account is the same everywhere and printed in its documentation.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("azurite-").FullName;
    private readonly Dictionary<string, string> endpoints = [];
    private readonly TaskCompletionSource<string?> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? process;
    private string? missing;

    /// <summary>The connection string of the running emulator; skips or fails the test when there is none.</summary>
    public string ConnectionString
    {
        get
        {
            if (missing is not null)
            {
                Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"skipped: {missing}");
                Assert.Fail(missing);
            }

            return $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};" +
                string.Concat(endpoints.Select(e => $"{e.Key}Endpoint={e.Value}/{Account};"));
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (FindScript() is not { } script)
        {
            missing = "Azurite is not installed (npm ci in tests/azurite)";
            return;
        }

        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        string[] arguments =
        [
            script, "--blobPort", "0", "--queuePort", "0", "--tablePort", "0", "--location", folder,
            "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        ];
        arguments.ToList().ForEach(start.ArgumentList.Add);
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            missing = "Node is not installed, which Azurite needs (see tests/azurite)";
            return;
        }

        process.OutputDataReceived += (_, line) => Observe(line.Data);
        process.ErrorDataReceived += (_, line) => Observe(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => started.TrySetResult("Azurite ended before it listened");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (await started.Task.WaitAsync(StartTimeout) is { } failure)
        {
            throw new InvalidOperationException(failure);
        }
    }

    public ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string? FindScript()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var script = Path.Combine(at.FullName, "tests", "azurite", "node_modules", "azurite", "dist", "src", "azurite.js");
            if (File.Exists(script))
            {
                return script;
            }
        }

        var global = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, "..", "lib", "node_modules", "azurite", "dist", "src", "azurite.js"));
        return global.FirstOrDefault(File.Exists);
    }

    [GeneratedRegex(@"Azurite (?<service>\w+) service is successfully listening at (?<url>http://\S+)")]
    private static partial Regex Listening();

    private void Observe(string? line)
    {
        if (line is null || Listening().Match(line) is not { Success: true } match)
        {
            return;
        }

        lock (endpoints)
        {
            endpoints[match.Groups["service"].Value] = match.Groups["url"].Value;
            if (endpoints.Count == 3)
            {
                started.TrySetResult(null);
            }
        }
    }
}
