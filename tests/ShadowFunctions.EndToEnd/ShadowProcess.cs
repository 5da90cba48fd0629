using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace ShadowFunctions.EndToEnd;

/// <summary>The command <c>shadow</c> as a real child process.</summary>
internal sealed class ShadowProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private ShadowProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _ = _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>CPU seconds used so far: how far a run is, whatever else the machine does.</summary>
    public double CpuSeconds
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.HasExited ? double.PositiveInfinity : _process.TotalProcessorTime.TotalSeconds;
            }
            catch (Exception e) when (e is Win32Exception or InvalidOperationException)
            {
                // It has ended between the two questions.
                return double.PositiveInfinity;
            }
        }
    }

    public bool HasExited => _process.HasExited;

    public static ShadowProcess Start(params IEnumerable<string> arguments)
    {
        var dll = typeof(ShadowProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ShadowDll").Value!;
        Assert.True(File.Exists(dll), $"{dll} is missing: build src/ShadowFunctions.Cli in the configuration of the tests.");
        return new ShadowProcess(new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [dll, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
        });
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<ShadowResult> RunAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        return await process.EndAsync(cancellationToken);
    }

    public async Task<ShadowResult> EndAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var cpuSeconds = 0.0;
        while (!_process.HasExited)
        {
            cpuSeconds = CpuSeconds is var now && double.IsFinite(now) ? now : cpuSeconds;
            await Task.WhenAny(_process.WaitForExitAsync(limit.Token), Task.Delay(100, limit.Token));
            limit.Token.ThrowIfCancellationRequested();
        }

        await _process.WaitForExitAsync(limit.Token);
        return new ShadowResult(_process.ExitCode, Text(_output), Text(_errors), cpuSeconds);
    }

    /// <summary>Ends it as a power cut would: nothing of it gets to run any more.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static void Keep(StringBuilder text, string? line)
    {
        lock (text)
        {
            _ = text.AppendLine(line);
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
