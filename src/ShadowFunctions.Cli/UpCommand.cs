using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ShadowFunctions.Local.Runtime.Hosting;

namespace ShadowFunctions.Cli;

/// <summary><c>shadow up</c>: the whole control loop on this machine.</summary>
internal static class UpCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var traces = new Option<string[]>("--traces") { Description = "Load series to use instead of the six generated stores: CSV or CSV.gz files, or folders of them.", AllowMultipleArgumentsPerToken = true };
        var stores = new Option<int?>("--stores") { CustomParser = Whole(1, 10_000), Description = "Number of generated stores (default 6), or the most series to take from --traces." };
        var speed = new Option<string>("--speed") { Description = "Emulated time as a multiple of real time, or 'max' (default 60).", DefaultValueFactory = _ => "60" };
        var cycles = new Option<int?>("--cycles") { CustomParser = Whole(1, 1_000_000), Description = "End after this many cycles of the state folder's life and print the summary; without it, run until Ctrl+C." };
        var port = new Option<int?>("--port") { CustomParser = Whole(0, 65_535), Description = "Port of the HTTP API on loopback; 0 takes a free one.", DefaultValueFactory = _ => LocalHostOptions.DefaultPort };
        var state = new Option<string?>("--state") { Description = "Folder of all state; started on it again the run goes on where it stopped or was killed (default: a new temporary folder)." };
        var json = new Option<string?>("--json") { Description = "Write the summary to this file." };
        var seed = new Option<int?>("--seed") { CustomParser = Whole(int.MinValue, int.MaxValue), Description = "Seed of every random choice.", DefaultValueFactory = _ => 20260831 };
        var command = new Command("up", "Run the whole control loop on this machine: production stores under load, their shadows, predictions, resizes.")
        {
            traces, stores, speed, cycles, port, state, json, seed,
        };
        command.SetAction((result, cancellationToken) => UpRun.RunAsync(
            new UpSettings
            {
                Traces = result.GetValue(traces) ?? [],
                Stores = result.GetValue(stores),
                SpeedFactor = Speed(result.GetValue(speed)!),
                Cycles = result.GetValue(cycles),
                Port = result.GetValue(port)!.Value,
                StateDirectory = result.GetValue(state),
                JsonFile = result.GetValue(json),
                Seed = result.GetValue(seed)!.Value,
            },
            cancellationToken));
        return command;
    }

    private static Func<ArgumentResult, int?> Whole(int low, int high) => result =>
    {
        var text = string.Join(' ', result.Tokens);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high)
        {
            return value;
        }

        var option = (result.Parent as OptionResult)?.Option.Name;
        result.AddError($"{option} is '{text}'; give a whole number from {low} to {high}.");
        return null;
    };

    private static double? Speed(string text) => text switch
    {
        "max" => null,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor is > 0 and <= 1_000_000 => factor,
        _ => throw new UsageException($"--speed is '{text}'; give 'max' or a number above 0, such as 60 for a minute a second."),
    };
}
