using ShadowFunctions.Bench.Runner;

// What the load generator can do: rates on SQLite, the rate asked against the rate achieved, a stalled server, and pgbench beside it.
var parts = args.Length > 0 ? args : ["sqlite", "accuracy", "stall", "pgbench"];
var failed = 0;
foreach (var part in parts)
{
    failed += part switch
    {
        "sqlite" => await SqliteRates.RunAsync(),
        "accuracy" => await Accuracy.RunAsync(),
        "stall" => await Stall.RunAsync(),
        "pgbench" => await Pgbench.RunAsync(),
        _ => throw new ArgumentException($"'{part}' is no part; give sqlite, accuracy, stall or pgbench."),
    };
}

Console.WriteLine(failed == 0 ? "All targets met." : $"{failed} targets missed.");
return failed;
