using System.CommandLine;
using System.Globalization;

namespace ShadowFunctions.Cli.Forecasting;

/// <summary><c>shadow forecast</c>: forecasts of recorded load series with quantiles.</summary>
internal static class ForecastCommand
{
    private const int LongestControlHorizon = 4 * 7 * 288;
    private const string DefaultLevels = "0.5,0.8,0.9,0.95,0.975,0.99";

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var input = new Option<string[]>("--input") { Required = true, AllowMultipleArgumentsPerToken = true, Description = "Load series: CSV or CSV.gz files with timestamp,value or series,timestamp,value, or folders of them. Rows may be late, repeated or missing." };
        var horizon = new Option<string>("--horizon") { Required = true, Description = "Steps to forecast from each origin." };
        var step = new Option<string>("--step") { DefaultValueFactory = _ => "auto", Description = "5m, 1h or auto: five minutes for series with a point at least every seven and a half minutes, an hour for others. Finer points are averaged; a step without points is a gap." };
        var origins = new Option<string>("--origins") { DefaultValueFactory = _ => "last", Description = "last: the last point of each series; every:K: every K observed steps after a warm-up of 24 steps (two hours in steps of 5m, a day in steps of 1h); or a file with lines of timestamp, or of series,timestamp. A forecast uses only points up to its origin." };
        var levels = new Option<string>("--levels") { DefaultValueFactory = _ => DefaultLevels, Description = "Quantile levels, between 0 and 1." };
        var output = new Option<string>("--output") { Required = true, Description = "CSV file for the forecasts (compressed when it ends with .gz): series,origin,step,timestamp,mean,q0.5,…" };
        var command = new Command("forecast", "Forecast recorded load series with quantiles, from one origin or rolling.") { input, horizon, step, origins, levels, output };
        command.SetAction((result, cancellationToken) => Task.Run(
            () => ForecastRun.Run(
                Settings(result.GetValue(input)!, result.GetValue(horizon)!, result.GetValue(step)!, result.GetValue(origins)!, result.GetValue(levels)!, result.GetValue(output)!),
                Console.Error,
                cancellationToken),
            cancellationToken));
        return command;
    }

    internal static ForecastSettings Settings(string[] input, string horizon, string step, string origins, string levels, string output)
    {
        var length = Step(step);
        return new ForecastSettings
        {
            Input = input,
            Horizon = Horizon(horizon, length),
            Step = length,
            Origins = Origins.Parse(origins),
            Levels = Levels(levels),
            Output = output,
        };
    }

    private static TimeSpan? Step(string text) => text switch
    {
        "auto" => null,
        "5m" => TimeSpan.FromMinutes(5),
        "1h" => TimeSpan.FromHours(1),
        _ => throw new UsageException($"--step is '{text}'; give 5m, 1h or auto."),
    };

    private static int Horizon(string text, TimeSpan? step)
    {
        var most = step == TimeSpan.FromMinutes(5) ? LongestControlHorizon : Core.Forecasting.Hourly.HourlyForecaster.LongestHorizonHours;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var horizon) && horizon >= 1 && horizon <= most
            ? horizon
            : throw new UsageException($"--horizon is '{text}'; give a whole number of steps from 1 to {most}.");
    }

    private static double[] Levels(string text)
    {
        var levels = new SortedSet<double>();
        foreach (var cell in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var level) || !(level > 0 && level < 1))
            {
                throw new UsageException($"--levels '{text}' has '{cell}'; give numbers between 0 and 1, for example {DefaultLevels}.");
            }

            _ = levels.Add(level);
        }

        return levels.Count <= 64 ? [.. levels] : throw new UsageException($"--levels has {levels.Count} levels; give at most 64.");
    }
}
