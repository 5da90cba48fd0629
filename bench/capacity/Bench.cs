using System.Diagnostics;
using System.Globalization;
using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>The whole measurement, in the order of the product: the shadow, production's history, the prediction, and only then the truth.</summary>
internal sealed class Bench : IDisposable
{
    private const string Shop = "shop";
    private const double PoolMegabytes = 64;

    // As often the usual load is measured between the scenarios.
    private const int ScenariosBetween = 3;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly SpeedProbe _probe = new();
    private readonly Dictionary<string, double> _usual = Template.Usual.ToDictionary(t => t.Id, t => t.Rate);
    private readonly BenchSize _size;
    private readonly WindowGuard _guard;
    private readonly Server _production;
    private Server? _shadow;
    private Driver? _driver;
    private double _poolKilobytes;
    private int _seed;

    public Bench(BenchSize size, int seed)
    {
        _size = size;
        Session = new Session { Seed = seed, Scenarios = [.. Scenario.Draw(seed)], WindowSeconds = size.Seconds, MainFraction = size.Fractions[2] };
        _seed = 100_000 * seed;
        _guard = new WindowGuard(Session);
        _production = Server.Create($"{PoolMegabytes:0}MB");
    }

    public Session Session { get; }

    /// <summary>Makes production and takes the samples.</summary>
    public void Prepare()
    {
        OrderEntry.Create(_production, Shop, _size.Customers, _size.Items);
        Session.ProductionBytes = _production.Number(Shop, $"SELECT pg_database_size('{Shop}')");
        Log($"production holds {Session.ProductionBytes / 1e9:0.00} GB");
        var whole = _production.Number(Shop, "SELECT pg_total_relation_size('item')");
        _poolKilobytes = Math.Max(1024, MiniatureCache.Bytes(PoolMegabytes * 1048576, Session.MainFraction, whole) / 1024);
        _shadow = Server.Create(string.Create(CultureInfo.InvariantCulture, $"{_poolKilobytes:0}kB"));
        foreach (var fraction in _size.Fractions)
        {
            ShadowCopy.Make(_production, Shop, _shadow, Name(fraction), fraction);
        }

        Log($"samples of {string.Join(", ", _size.Fractions.Select(f => f.ToString("P2", CultureInfo.InvariantCulture)))} taken, the shadow's cache is {_poolKilobytes / 1024:0.0} MB");
    }

    /// <summary>Plans and logical work of every statement at every fraction.</summary>
    public void Look()
    {
        foreach (var factor in Session.Scenarios.Select(s => s.DataFactor).Distinct().SelectMany(Evidence.Near).Distinct())
        {
            Session.Draws[Evidence.Key(factor)] = Plans(factor);
        }

        foreach (var (id, drawn) in Session.Draws["1"])
        {
            Session.Plans[id] = drawn.MaxBy(p => p.Count)!.Shape;
        }

        Session.WorkerStartSeconds = PlanAsker.WorkerStartSeconds(_shadow!, Name(Session.MainFraction));
        Log(string.Create(CultureInfo.InvariantCulture, $"plans drawn; starting a parallel worker takes {1e3 * Session.WorkerStartSeconds:0.0} ms of CPU"));
        var heights = Lens.Heights(_production, Shop);
        foreach (var fraction in _size.Fractions)
        {
            var (name, here) = (Name(fraction), KeySpace.Read(_shadow!, Name(fraction)));
            var own = Lens.Heights(_shadow!, name);
            var higher = heights.ToDictionary(h => h.Key, h => h.Value - own.GetValueOrDefault(h.Key, h.Value));
            var views = new Dictionary<string, View>();
            foreach (var template in Template.All)
            {
                var settings = Steering.Find(_shadow!, name, template, here, Session.Plans[template.Id]);
                if (fraction == Session.MainFraction)
                {
                    Main(name, template, here, settings ?? "");
                }

                views[template.Id] = Lens.Measure(_shadow!, name, template, here, settings ?? "", higher, Executions(template));
            }

            Session.Shadows[fraction.ToString(CultureInfo.InvariantCulture)] = views;
        }

        Log("statements looked at");
    }

    /// <summary>Production's past: rates and mixes around the usual ones, and every statement alone.</summary>
    public void Observe()
    {
        var driver = _driver = new Driver(_production, Shop, _probe);
        var random = new Random(_seed);
        Awaken(3);

        // A day has its quiet hours and its busy ones; every third window is the usual load itself.
        foreach (var (i, level) in Enumerable.Range(0, _size.History).Select(i => 0.3 + ((i + random.NextDouble()) / _size.History)).OrderBy(_ => random.Next()).Index().ToArray())
        {
            var rates = _usual.ToDictionary(u => u.Key, u => u.Value * (i % 3 == 0 ? 1 : level * Math.Exp(0.3 * ((2 * random.NextDouble()) - 1))));
            Measure(Session.History, "history", rates, driver);
        }

        foreach (var template in Template.All)
        {
            Measure(Session.Isolated, template.Id, new Dictionary<string, double> { [template.Id] = Math.Max(template.Rate, 4) }, driver);
        }
    }

    /// <summary>Rehearsals on the shadow, each on a fresh copy of it.</summary>
    public void Rehearse()
    {
        for (var i = 0; i < 2; i++)
        {
            Shadow(Session.Apart, "apart", _usual, apart: true);
        }

        foreach (var level in (double[])[1, 0.5, 2, 3, 5, 1])
        {
            Shadow(Session.Rehearsed, $"step {level}", _usual.ToDictionary(u => u.Key, u => u.Value * level));
        }

        foreach (var group in Session.Scenarios.GroupBy(s => s.DataFactor))
        {
            // More data under the same cache is the same data under a smaller one.
            _shadow!.Resize(_poolKilobytes / group.Key);
            for (var repeat = 0; repeat < _size.Rehearsals; repeat++)
            {
                foreach (var scenario in group)
                {
                    Shadow(Session.Rehearsed, scenario.Name, scenario.Rates());
                }
            }
        }
    }

    /// <summary>
    /// The truth, in rounds, so that a slow minute of the machine does not hit one scenario alone. Between the scenarios production goes on with its usual load, as
    /// it does where a loop watches it.
    /// </summary>
    public void Compare()
    {
        Truth([.. Session.Scenarios.Where(s => s.DataFactor == 1)]);
        OrderEntry.Grow(_production, Shop, _size.Customers, _size.Customers * 3 / 2, _size.Items);
        Session.DrawsThen = Plans(1);
        Log("data grown by half");
        Truth([.. Session.Scenarios.Where(s => s.DataFactor != 1)]);
    }

    public void Dispose()
    {
        _probe.Dispose();
        _driver?.Dispose();
        _shadow?.Dispose();
        _production.Dispose();
    }

    public void Log(string text) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{_watch.Elapsed.TotalSeconds,5:0} s] {text}"));

    private static string Name(double fraction) => string.Create(CultureInfo.InvariantCulture, $"s{fraction * 10000:0}");

    private Dictionary<string, List<DrawnPlan>> Plans(double dataFactor)
    {
        var keys = KeySpace.Read(_production, Shop);
        using var connection = _production.Open(Shop);
        return Template.All.ToDictionary(t => t.Id, t => PlanAsker.Ask(connection, t, keys, dataFactor));
    }

    /// <summary>How a statement will run in the rehearsals: the settings that lead it to production's plan, and its parallel workers.</summary>
    private void Main(string database, Template template, KeySpace keys, string settings)
    {
        if (settings.Length > 0)
        {
            Session.Steered[template.Id] = settings;
        }

        using var connection = _shadow!.Open(database);
        Session.ShadowWorkers[template.Id] = PlanAsker.Each(PlanAsker.Ask(connection, template, keys, 1, settings)).Average(d => d.Workers);
    }

    /// <summary>One rehearsal, on a fresh copy.</summary>
    private void Shadow(List<Measured> list, string name, Dictionary<string, double> rates, bool apart = false)
    {
        _shadow!.Execute("postgres", "DROP DATABASE IF EXISTS rehearsal", $"CREATE DATABASE rehearsal TEMPLATE {Name(Session.MainFraction)}");
        using var driver = new Driver(_shadow, "rehearsal", _probe);

        // Statements that production has never run get a connection of their own, so that their CPU is known.
        Measure(list, name, rates, driver, apart, Template.All.Where(t => t.Rate == 0 || Session.Steered.ContainsKey(t.Id))
            .ToDictionary(t => t.Id, t => Session.Steered.GetValueOrDefault(t.Id, "")));
    }

    /// <summary>Enough for a mean over keys; statements with a join of all tables take milliseconds each.</summary>
    private static int Executions(Template template) => template.Id == "debtors" ? 150 : template.Writes ? 150 : 450;

    /// <summary>A production that has stood still for minutes finds nothing in any cache: it runs a while unmeasured.</summary>
    private void Awaken(int windows = 1)
    {
        for (var i = 0; i < windows; i++)
        {
            _driver!.Run(_usual.ToDictionary(u => u.Key, u => u.Value * 4), _size.Seconds, _seed++);
        }
    }

    private void Truth(Scenario[] scenarios)
    {
        _driver!.Keys = KeySpace.Read(_production, Shop);
        Awaken();
        for (var round = 0; round < _size.Truths; round++)
        {
            foreach (var (i, scenario) in scenarios.Index())
            {
                if (scenario.DataFactor == 1 && i % ScenariosBetween == 0)
                {
                    Measure(Session.Truth, Session.Meanwhile, _usual, _driver);
                }

                Measure(Session.Truth, scenario.Name, scenario.Rates(), _driver);
            }
        }
    }

    private void Measure(List<Measured> list, string name, Dictionary<string, double> rates, Driver driver, bool apart = false, Dictionary<string, string>? own = null)
    {
        var (seed, seconds) = (_seed++, own is null ? _size.Seconds : _size.ShadowSeconds);
        var window = _guard.Run(() => driver.Run(rates, seconds, seed, apart, own), seconds);
        list.Add(new Measured(name, rates, window));
        Log(string.Create(CultureInfo.InvariantCulture, $"{name,-42} {window.Calls,6} calls, {1e3 * window.CpuSeconds / window.Calls:0.000} ms CPU each, {window.Pages} pages, {window.Reads} misses, {window.LogBytes / 1e6:0.0} MB log, others {window.Foreign:P0}, steal {window.Steal:P1}, probe {window.ProbeMilliseconds:0.00} ms"));
    }
}
