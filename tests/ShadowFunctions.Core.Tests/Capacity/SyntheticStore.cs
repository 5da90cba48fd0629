using ShadowFunctions.Core.Capacity.Growth;
using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Core.Tests.Capacity;

/// <summary>A store whose truth is known: what production and its 1 % shadow would measure under any load.</summary>
internal sealed class SyntheticStore(int seed, double noise = 0.03, double speed = 1, double proportional = 0.4)
{
    public const double Fraction = 0.01;

    /// <summary>Of the shadow's load curve; production has its own.</summary>
    private const double ShadowProportional = 0.4;

    /// <summary>What follows in an execution costs the same at any load.</summary>
    private const double LightSeconds = 0.0007;

    private readonly Random _random = new(seed);

    /// <summary>Point read, report that grows with the data, write; and a report production has never run.</summary>
    private static readonly (string Id, double Rate, double Cpu, GrowthLaw Work, double CpuPerPage, double Log)[] Statements =
    [
        ("point", 300, 0.00012, new GrowthLaw(GrowthShape.Logarithmic, 6, 0.3, 0), 1e-6, 0),
        ("report", 2, 0.0002, new GrowthLaw(GrowthShape.Linear, 4, 3000, 0), 2e-6, 0),
        ("write", 80, 0.0003, new GrowthLaw(GrowthShape.Constant, 12, 0, 0), 1e-6, 250),
        ("new", 0, 0.0002, new GrowthLaw(GrowthShape.Linear, 3, 2000, 0), 2e-6, 0),
    ];

    public static Dictionary<string, double> Usual { get; } = Statements.Where(s => s.Rate > 0).ToDictionary(s => s.Id, s => s.Rate);

    public static Dictionary<string, double> Times(double factor) => Usual.ToDictionary(u => u.Key, u => u.Value * factor);

    /// <summary>True CPU of a load, vCores.</summary>
    public double Cpu(IReadOnlyDictionary<string, double> rates, double size)
    {
        double Demand(IReadOnlyDictionary<string, double> load, Func<double, double> part) =>
            Statements.Sum(s => load.GetValueOrDefault(s.Id) * part(s.Cpu + (s.CpuPerPage * s.Work.At(size))));
        double Light(IReadOnlyDictionary<string, double> load) => 0.002 + Demand(load, c => Math.Min(c, LightSeconds));
        return speed * (new LoadCurve(size < 1 ? ShadowProportional : proportional, Light(Usual)).Used(Light(rates)) + Demand(rates, c => Math.Max(0, c - LightSeconds)));
    }

    public static double Pages(IReadOnlyDictionary<string, double> rates, double size) => Statements.Sum(s => rates.GetValueOrDefault(s.Id) * s.Work.At(size));

    public LoadEvidence Evidence(string? plan = "p", string shadowPlan = "p") => new()
    {
        Production = [.. Enumerable.Range(0, 12).Select(_ => Window(Usual.ToDictionary(u => u.Key, u => u.Value * (0.5 + _random.NextDouble())), 1))],
        Shadow = [.. new[] { Usual, Times(0.5), Times(2), Times(3), Times(5), With("new", 5), With("new", 10), With("report", 20), With("write", 400) }.Select(l => Window(l, Fraction))],
        Statements = [.. Statements.Select(s => new StatementEvidence
        {
            TemplateId = s.Id,
            Production = s.Rate > 0 ? Counters(s, 1) : null,
            Shadow = Counters(s, Fraction),
            ShadowCpuSeconds = speed * Noisy(s.Cpu + (s.CpuPerPage * s.Work.At(Fraction))),
            Growth = [.. new[] { 0.0025, 0.005, 0.01, 0.02 }.SelectMany(f => Enumerable.Repeat(new GrowthPoint(f, s.Work.At(f), s.Id == "new" ? shadowPlan : plan), 3))],
            Work = [.. new[] { 0.0025, 0.005, 0.01, 0.02 }.Select(f => new WorkPoint(s.Work.At(f), speed * (s.Cpu + (s.CpuPerPage * s.Work.At(f)))))],
            LogImages = s.Log > 0 ? [.. Enumerable.Range(1, 6).Select(i => new ImagePoint(1000 * i, 4000 * (1 - Math.Exp(-i / 4.0))))] : [],
            ProductionPlanHash = plan,
        })],
        CheckpointSeconds = 10,
    };

    private static Dictionary<string, double> With(string id, double rate) => new(Usual) { [id] = rate };

    private LoadWindow Window(Dictionary<string, double> rates, double size) =>
        new(5, rates.ToDictionary(r => r.Key, r => 5 * r.Value), 5 * Noisy(Cpu(rates, size)));

    private StatementCounters Counters((string Id, double Rate, double Cpu, GrowthLaw Work, double CpuPerPage, double Log) s, double size) => new()
    {
        ExecutorSeconds = speed * 1.25 * (0.00002 + (s.CpuPerPage * s.Work.At(size))),
        Pages = s.Work.At(size),
        Misses = 0.1 * s.Work.At(size),
        LogBytes = s.Log,
        ResultBytes = 100,
    };

    private double Noisy(double value) => value * (1 + (noise * Math.Sqrt(3) * ((2 * _random.NextDouble()) - 1)));
}
