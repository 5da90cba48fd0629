using System.Diagnostics;
using ShadowFunctions.Bench.Provisioning;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.Simulation.Policies;

var all = BenchSeries.Load(args[0]);
var cls = args[1]; var names = args[2].Split(','); var limits = args[3].Split(',').Select(double.Parse).ToArray(); var share = args.Length > 4 ? double.Parse(args[4]) : 1;
var set = all.Where(s => cls == "all" || s.IsSmooth == (cls == "smooth")).Select(s => s.At(24, share)).ToArray();
if (args.Length > 5) set = set.Where(s => args[5].Split("+").Any(s.Name.Contains)).ToArray();
Console.WriteLine($"{all.Count} series, {set.Length} used");
foreach (var limit in limits)
foreach (var name in names)
{
    var sw = Stopwatch.StartNew();
    var rows = new PolicyOutcome[set.Length];
    var zero = new PolicyOutcome[set.Length];
    Parallel.For(0, set.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
    {
        var settings = new BacktestSettings { PreAllocation = new PreAllocationSettings { ShortLimitPercent = limit } };
        zero[i] = Backtest.Run(set[i], PolicyCatalog.Find(["optimum"]), settings).Policies[0];
        rows[i] = Backtest.Run(set[i], PolicyCatalog.Find([name]), settings).Policies[0];
    });
    if (args.Contains("per")) for (var i = 0; i < set.Length; i++) Console.WriteLine($"{set[i].Name,-36} {rows[i].Cost / zero[i].Cost:0.000} short {100 * rows[i].ShortShare:0.00} ops {rows[i].OperationsPerDay:0.0}");
    var r = Row.Mean(name, [.. rows.Select((o, i) => (o, Bill.Of(zero[i])))]);
    Console.WriteLine($"{r.Policy,-24} limit {limit} hour {r.ClockHourRatio:0.000} sec {r.VCoreHourRatio:0.000} short {r.ShortPercent:0.000} unserved {r.UnservedPercent:0.000} ops {r.OperationsPerDay:0.0} [{sw.Elapsed.TotalSeconds:0}s]");
}
if (args.Contains("trace"))
{
    var settings = new BacktestSettings { PreAllocation = new PreAllocationSettings { ShortLimitPercent = limits[0] } };
    var r = Backtest.Run(set[0], PolicyCatalog.Find([names[0]]), settings);
    var cap = r.Policies[0].CapacityVCores;
    for (var h = 96; h < 120; h++) Console.WriteLine($"{r.ScoredFrom.AddHours(h):dd HH} demand max {r.DemandVCores.Skip(h * 60).Take(60).Max():0.0} cap " + string.Join(" ", Enumerable.Range(0, 12).Select(k => cap[h * 60 + 5 * k].ToString("0"))) + "  band " + string.Join(" ", r.Policies[0].Bands.Where(b => b.At >= r.ScoredFrom.AddHours(h) && b.At < r.ScoredFrom.AddHours(h + 1)).Take(3).Select(b => b.ToString())));
}
