using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ShadowFunctions.Bench.Capacity;

// bench/capacity [--seed N] [--quick] [--out FILE] [--session FILE] | --replay FILE
string? Option(string name) => Array.IndexOf(args, name) is var i and >= 0 && i + 1 < args.Length ? args[i + 1] : null;

var options = new JsonSerializerOptions { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
Session session;
if (Option("--replay") is { } recorded)
{
    session = JsonSerializer.Deserialize<Session>(File.ReadAllText(recorded), options)!;
}
else
{
    using var bench = new Bench(args.Contains("--quick") ? BenchSize.Quick : BenchSize.Full, int.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture));
    bench.Prepare();
    bench.Look();
    bench.Rehearse();
    bench.Observe();
    bench.Log(Report.Predictions(bench.Session));
    bench.Compare();
    session = bench.Session;
    if (Option("--session") is { } file)
    {
        File.WriteAllText(file, JsonSerializer.Serialize(session, options));
    }
}

var report = Report.Markdown(session);
Console.WriteLine(report);
if (Option("--out") is { } target)
{
    File.WriteAllText(target, report);
}
