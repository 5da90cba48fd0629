using ShadowFunctions.Bench.Forecast;

try
{
    var options = BenchOptions.Parse(args);
    foreach (var part in BenchParts.All)
    {
        if (options.Part == "all" || options.Part == part.Name)
        {
            Console.WriteLine($"# {part.Name}");
            part.Run(options);
        }
    }

    return 0;
}
catch (BenchException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
