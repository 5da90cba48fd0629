using System.CommandLine;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary><c>shadow backtest</c>: what every policy would have paid, and how often it would have been short, on recorded load.</summary>
internal static class BacktestCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var input = new Option<string[]>("--input") { Description = "Recorded load: CSV or CSV.gz files with timestamp,value or series,timestamp,value, or folders of them.", AllowMultipleArgumentsPerToken = true, Required = true };
        var unit = new Option<string?>("--unit") { Description = "Unit of the values: 'vcores', or 'percent' of --size. Without it, every series is scaled so that its highest minute is --peak-vcores." };
        var size = new Option<string?>("--size") { Description = "Size the percentages were measured at, for example GP_Gen5_8." };
        var peak = new Option<string?>("--peak-vcores") { Description = "Highest minute of every series after scaling, vCores (default 24)." };
        var ladder = new Option<string>("--ladder") { Description = "Sizes that may be used, for example GP_Gen5, HS_Gen5, GP_S_Gen5.", DefaultValueFactory = _ => "GP_Gen5" };
        var latency = new Option<string>("--latency") { Description = "Minutes a resize takes: a range such as 3m..10m, or 'tier' for the vendor's table by kind of move.", DefaultValueFactory = _ => "3m..10m" };
        var seed = new Option<string>("--seed") { Description = "Seed of every random choice.", DefaultValueFactory = _ => "1" };
        var policies = new Option<string>("--policies") { Description = "'all', or names with commas between them.", DefaultValueFactory = _ => "all" };
        var limit = new Option<string?>("--limit") { Description = "Hard limit the plan must keep, for example short=0.5% of the time or short=216m/month." };
        var solve = new Option<bool>("--solve") { Description = "With --limit: also find the cheapest setting that keeps it on this load, and the price of each extra nine; every series is lived through many times." };
        var price = new Option<string?>("--price-short") { Description = "Instead of a limit: what a vCore-hour of demand that is not served costs you." };
        var data = new Option<string?>("--data-gib") { Description = "Data that storage is paid for, GiB: the configured maximum of every database, in Hyperscale what is stored. Without it the price of storage is left out." };
        var json = new Option<string?>("--json") { Description = "Write every figure to this file." };
        var timeline = new Option<string?>("--timeline") { Description = "Write every minute of every policy to this file (.csv or .csv.gz)." };
        var report = new Option<string?>("--report") { Description = "Write a report with charts to this file: one HTML page that needs nothing else." };
        var warmUp = new Option<string?>("--warm-up") { Description = "Time at the beginning that is learned from and not scored, for example 5d or 12h (default: 5d, or a third of a shorter series)." };
        var demand = new Option<string>("--demand") { Description = "What policies see: 'censored' (what was served, as in life) or 'observed' (the demand itself).", DefaultValueFactory = _ => "censored" };
        var unserved = new Option<string>("--unserved") { Description = "Work that cannot be served: 'queue' (waits up to 15 minutes) or 'drop'.", DefaultValueFactory = _ => "queue" };
        var failed = new Option<string>("--failed-operations") { Description = "Share of resizes that are accepted and fail later, for example 2%.", DefaultValueFactory = _ => "0%" };
        var error = new Option<string>("--shadow-error") { Description = "How far the shadow's figures are off: one standard deviation per store, for example 10%.", DefaultValueFactory = _ => "10%" };
        var command = new Command("backtest", "Tell what every sizing policy would have cost on your recorded load, and how often it would have been short.")
        {
            input, unit, size, peak, ladder, latency, seed, policies, limit, solve, price, data, json, timeline, report, warmUp, demand, unserved, failed, error,
        };
        command.SetAction((result, cancellationToken) => BacktestRun.RunAsync(
            BacktestOptions.Of(new BacktestArguments
            {
                Input = result.GetValue(input)!,
                Unit = result.GetValue(unit),
                Size = result.GetValue(size),
                PeakVCores = result.GetValue(peak),
                Ladder = result.GetValue(ladder)!,
                Latency = result.GetValue(latency)!,
                Seed = result.GetValue(seed)!,
                Policies = result.GetValue(policies)!,
                Limit = result.GetValue(limit),
                Solve = result.GetValue(solve),
                PriceShort = result.GetValue(price),
                DataGib = result.GetValue(data),
                Json = result.GetValue(json),
                Timeline = result.GetValue(timeline),
                Report = result.GetValue(report),
                WarmUp = result.GetValue(warmUp),
                Demand = result.GetValue(demand)!,
                Unserved = result.GetValue(unserved)!,
                FailedOperations = result.GetValue(failed)!,
                ShadowError = result.GetValue(error)!,
            }),
            cancellationToken));
        return command;
    }
}
