using Microsoft.Extensions.Logging;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Fleet;
using Spectre.Console;

namespace ShadowFunctions.Cli;

/// <summary>Runs a local fleet and shows it.</summary>
internal static class UpRun
{
    private const int RedirectedWidth = 160;

    /// <summary>Runs to the end of the cycles asked for, or until cancelled; 0 when all went well.</summary>
    public static async Task<int> RunAsync(UpSettings settings, CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            // A file or a pipe has no width; 80 columns would break every line of the table.
            AnsiConsole.Profile.Width = RedirectedWidth;
        }

        var choice = settings.Traces.Count == 0
            ? FleetChoice.Generated(settings.Stores, settings.Seed)
            : Recorded(settings);
        CheckFiles(settings);
        var state = settings.StateDirectory is { } given ? Path.GetFullPath(given) : Directory.CreateTempSubdirectory("shadow-").FullName;
        var options = new LocalFleetOptions
        {
            StateDirectory = state,
            Stores = choice.Stores,
            Start = choice.Start,
            BackfillDays = choice.BackfillDays,
            Seed = settings.Seed,
            SpeedFactor = settings.SpeedFactor,
            Port = settings.Port,
            ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(c => c.SingleLine = true),
        };
        await using var fleet = await StartAsync(options, cancellationToken);
        AnsiConsole.MarkupLineInterpolated($"API [blue]{fleet.BaseAddress}api/stores[/]  functions [blue]{fleet.BaseAddress}admin/functions[/]  state {state}");
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var view = new FleetView(fleet, options, settings.Cycles).ShowAsync(done.Token);
        try
        {
            await fleet.RunAsync(settings.Cycles, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            AnsiConsole.MarkupLineInterpolated($"Stopped. The run goes on with --state {state}");
        }
        finally
        {
            await done.CancelAsync();
            await view;
        }

        return await Finish(fleet, options, settings);
    }

    private static FleetChoice Recorded(UpSettings settings)
    {
        var series = TraceFiles.Read(settings.Traces);
        try
        {
            return FleetChoice.Recorded(series, settings.Stores);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--traces {string.Join(' ', settings.Traces)}: {e.Message}", e);
        }
    }

    /// <summary>Before the run: whoever waited for a summary wants it written.</summary>
    private static void CheckFiles(UpSettings settings)
    {
        if (settings.StateDirectory is { } state && File.Exists(state))
        {
            throw new UsageException($"--state '{state}' is a file; give a folder, which is made when there is none.");
        }

        OutputFile.Check("--json", settings.JsonFile);
    }

    private static async Task<LocalFleet> StartAsync(LocalFleetOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await LocalFleet.StartAsync(options, cancellationToken);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new UsageException($"--port {options.Port} is in use; give another port, or 0 for a free one.", e);
        }
        catch (WorldOfAnotherSeedException e)
        {
            throw new UsageException($"--seed is '{options.Seed}': {e.Message}", e);
        }
    }

    private static async Task<int> Finish(LocalFleet fleet, LocalFleetOptions options, UpSettings settings)
    {
        var past = (int)((fleet.Now - options.Start).TotalMinutes / options.CycleMinutes);
        var summary = await fleet.SummariseAsync(settings.Cycles ?? past, CancellationToken.None);
        SummaryTable.Write(summary);
        if (settings.JsonFile is { } file)
        {
            await File.WriteAllTextAsync(file, summary.ToJson());
            AnsiConsole.MarkupLineInterpolated($"Summary written to {file}");
        }

        return 0;
    }
}
