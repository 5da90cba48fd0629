using System.Globalization;
using ShadowFunctions.Core.Capacity.Growth;
using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>Turns what the bench measured into what the product's model learns from. The truth is never read here.</summary>
internal static class Evidence
{
    // The truth is the median of three windows: as good as a mean of 2.2.
    private const double MedianOfThree = 2.2;

    public static LoadEvidence Of(Session session)
    {
        var usual = Sum(session.Rehearsed.Where(m => m.Name == "step 1").Concat(session.Apart).Select(m => m.Window));
        var apart = session.Apart.Concat(session.Rehearsed).SelectMany(m => m.Window.StatementCpuSeconds.Select(s => (s.Key, Cpu: s.Value / m.Window.Statements[s.Key].Calls)))
            .GroupBy(s => s.Key).ToDictionary(g => g.Key, g => Median(g.Select(s => s.Cpu)));
        var rehearsed = Sum(session.Rehearsed.Select(m => m.Window));
        var history = Sum(session.History.Select(m => m.Window));
        var image = ImageBytes(session.History.Select(m => m.Window));
        return new LoadEvidence
        {
            Production = [.. session.History.Select(m => Load(m.Window))],
            Shadow = [.. session.Rehearsed.OrderBy(m => m.Name == "step 1" ? 0 : 1).Select(m => Load(m.Window))],
            Statements = [.. Template.All.Select(t => new StatementEvidence
            {
                TemplateId = t.Id,
                Production = history.TryGetValue(t.Id, out var there) && there.Calls > 0 ? Each(there, image) : null,
                Shadow = usual.TryGetValue(t.Id, out var here) && here.Calls > 0 ? Each(here, image)
                    : rehearsed.TryGetValue(t.Id, out here) && here.Calls > 0 ? Each(here, image) : null,
                ShadowCpuSeconds = apart.TryGetValue(t.Id, out var cpu) ? cpu : null,
                ShadowWorkers = session.ShadowWorkers.GetValueOrDefault(t.Id),
                Growth = [.. session.Shadows.SelectMany(s => s.Value[t.Id].Pages.Select(p => new GrowthPoint(double.Parse(s.Key, CultureInfo.InvariantCulture), p, s.Value[t.Id].Plan)))],
                Work = [.. session.Shadows.Values.SelectMany(s => s[t.Id].Pages.Zip(s[t.Id].CpuSeconds, (p, c) => new WorkPoint(p, c)))],
                LogImages = [.. session.History.Where(m => m.Window.Statements.ContainsKey(t.Id)).Select(m => new ImagePoint(m.Window.Statements[t.Id].Calls, m.Window.Statements[t.Id].LogImages))],
                ProductionPlanHash = session.Plans[t.Id],
                Intervals = [.. session.History.Select(m => m.Window.Statements.GetValueOrDefault(t.Id)).Where(c => c?.Calls > 0)
                    .Select(c => new IntervalMean(c!.Calls, c.ExecutionSeconds / c.Calls, (double)c.Pages / c.Calls, (double)c.Reads / c.Calls))],
                Plans = [.. Outlooks(session, t)],
            })],
            WorkerStartSeconds = session.WorkerStartSeconds,
            LogImageBytes = image,
            CheckpointSeconds = session.WindowSeconds,
        };
    }

    /// <summary>A data size and those within the planner's margin of it.</summary>
    public static double[] Near(double dataFactor) => [dataFactor, dataFactor * (1 - PlanOutlook.Margin), dataFactor * (1 + PlanOutlook.Margin)];

    /// <summary>The name of a data size in a session.</summary>
    public static string Key(double dataFactor) => dataFactor.ToString("0.####", CultureInfo.InvariantCulture);

    private static IEnumerable<PlanOutlook> Outlooks(Session session, Template template)
    {
        if (session.Draws.Count == 0)
        {
            yield break;
        }

        // What is known of a new statement is known for the plan that most draws chose; production's own counts hold today's mixture.
        PlanDraw[] At(double factor) => PlanAsker.Each(session.Draws[Key(factor)][template.Id]);
        var today = template.Rate > 0 ? At(1) : [.. At(1).Where(d => d.Shape == session.Plans[template.Id])];
        foreach (var factor in session.Scenarios.Select(s => s.DataFactor).Distinct())
        {
            yield return PlanOutlook.Of(factor, today, At(factor), [.. Near(factor).Skip(1).Select(At)]);
        }
    }

    /// <summary>The load a scenario asks about, with the miniature cache's answer under it.</summary>
    public static LoadQuestion Question(Session session, Scenario scenario)
    {
        var then = Sum(session.Rehearsed.Where(m => m.Name == scenario.Name).Select(m => m.Window));
        var now = Sum(session.Rehearsed.Where(m => m.Name == "step 1").Select(m => m.Window));
        return new LoadQuestion(scenario.Rates())
        {
            DataFactor = scenario.DataFactor,
            Intervals = MedianOfThree,
            MiniatureNow = now.ToDictionary(s => s.Key, s => new CacheCount(s.Value.Pages, s.Value.Reads)),
            MiniatureThen = then.ToDictionary(s => s.Key, s => new CacheCount(s.Value.Pages, s.Value.Reads)),
        };
    }

    public static LoadWindow Load(Window window) =>
        new(window.Seconds, window.Statements.ToDictionary(s => s.Key, s => (double)s.Value.Calls), window.CpuSeconds)
        {
            ExecutorSeconds = window.Statements.ToDictionary(s => s.Key, s => s.Value.ExecutionSeconds),
        };

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static StatementCounters Each(Counters sum, double image) => new()
    {
        ExecutorSeconds = sum.ExecutionSeconds / sum.Calls,
        Pages = (double)sum.Pages / sum.Calls,
        Misses = (double)sum.Reads / sum.Calls,
        LogBytes = Math.Max(0, sum.LogBytes - (sum.LogImages * image)) / sum.Calls,
        LogImages = (double)sum.LogImages / sum.Calls,
    };

    private static Dictionary<string, Counters> Sum(IEnumerable<Window> windows) => windows
        .SelectMany(w => w.Statements).GroupBy(s => s.Key)
        .ToDictionary(g => g.Key, g => g.Aggregate(new Counters(0, 0, 0, 0, 0, 0, 0, 0), (sum, s) => sum + s.Value));

    /// <summary>Bytes of one image: the slope of log bytes over images between statements and windows.</summary>
    private static double ImageBytes(IEnumerable<Window> windows)
    {
        var points = windows.SelectMany(w => w.Statements.Values).Where(s => s.LogImages > 20)
            .Select(s => (s.LogBytes - (60.0 * s.LogRecords)) / s.LogImages);
        return Math.Clamp(Median(points), 1000, 8250);
    }
}
