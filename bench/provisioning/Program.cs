using ShadowFunctions.Bench.Forecast;
using ShadowFunctions.Bench.Provisioning;

try
{
    var options = BenchOptions.Parse(args);
    var limits = options.Limits;
    Arm[] arms = [.. Arms.Scored(limits, options.Small).Where(a => options.Policies.Count == 0 || options.Policies.Contains(a.Family))];
    foreach (var world in options.Worlds)
    {
        Console.WriteLine($"\n# {world.Name}: {world.Description}");
        var report = new Report(limits, arms);
        var run = new BenchRun(world, options.Seed, limits, arms);
        var outcomes = run.Run(Parts.Series(options, world.PeakVCores), Console.Error.WriteLine);
        foreach (var (title, some) in Parts.Of(outcomes))
        {
            report.Print(title, some);
        }

        if (options.Each)
        {
            report.Each(outcomes);
        }
    }

    return 0;
}
catch (BenchException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
