using ShadowFunctions.Core.Capacity.Contention;
using ShadowFunctions.Core.Capacity.Growth;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.Sql.Rehearsal;

namespace ShadowFunctions.Sql.Workload;

/// <summary>
/// From what was measured to what production needs. Logical work leads: CPU on production = rate × work expected there × CPU per unit of work,
/// the latter measured under load on the shadow, so it is that of the machine the rehearsal ran on.
/// </summary>
internal static class RehearsalAnswer
{
    private const double UnknownGrowthError = 0.5;
    private const double LargestErrorShare = 0.1;
    private static readonly double[] Multiples = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4];

    public static RehearsalResult Make(
        RehearsalEngine engine, RehearsalRequest request, WorkloadProfile profile, long rows,
        IReadOnlyList<(double Fraction, IReadOnlyList<CostTally> Tallies)> costs, IReadOnlyDictionary<string, string> plans, IReadOnlyList<LoadWindow> windows,
        ReasonToStop? stopped)
    {
        var inEvent = ProfileReader.InEvent(request.Document, profile);
        var statements = profile.Items.Select((item, i) => Statement(item, inEvent.Items[i], i, costs, plans.GetValueOrDefault(item.Template.Id))).ToArray();
        var shadowWork = statements.Sum(s => s.EventRatePerSecond * s.ShadowWork);
        var growth = shadowWork > 0 ? statements.Sum(s => s.EventRatePerSecond * s.ProductionWork) / shadowWork : 1;
        var steps = windows.Select(Step).ToArray();
        var units = UnitRate(inEvent);
        var curve = new Curve(statements, windows, units, SizeCatalog.Embedded.Ladder(request.Document.Ladder));
        var normal = curve.At(units > 0 ? UnitRate(profile) / units : 0, UnitRate(profile), s => s.RatePerSecond);
        return new RehearsalResult
        {
            Engine = engine.Dialect.Engine,
            Workload = request.Document.Name,
            Fraction = request.Document.Sample.Fraction,
            Rows = rows,
            Statements = statements,
            Steps = steps,
            Errors = Sum(windows.Select(w => w.Load.Errors)),
            WaitSeconds = Sum(windows.Select(w => w.Used.WaitSeconds)),
            Law = ScalabilityLaw.Fit([.. steps.Select(s => new LoadPoint(s.Concurrency, s.AchievedPerSecond))]),
            HighestPerSecond = steps.Max(s => s.AchievedPerSecond),
            Growth = growth,
            RelativeError = curve.RelativeError,
            Curve = [.. Multiples.Select(m => curve.At(m, m * units, s => m * s.EventRatePerSecond))],
            Normal = normal,
            Event = curve.At(1, units, s => s.EventRatePerSecond),
            KneePerSecond = curve.Knees(),
            Doubts = [.. Doubts(statements, steps, windows, stopped)],
            Stopped = stopped,
        };
    }

    /// <summary>Why a load was ended, and after how many whole steps.</summary>
    public static string WhyStopped(ReasonToStop reason, int steps) => FormattableString.Invariant(
        $"The load was stopped after {steps} whole steps because {(reason == ReasonToStop.Cost ? "the money it may cost was used up" : "the shadow came near a limit of its own")}.");

    private static double UnitRate(WorkloadProfile profile) =>
        profile.Items.Where((item, i) => item.Transaction is null || profile.Items.Take(i).All(other => other.Transaction != item.Transaction)).Sum(i => i.RatePerSecond);

    private static RehearsedStatement Statement(
        WorkloadItem item, WorkloadItem inEvent, int index, IReadOnlyList<(double Fraction, IReadOnlyList<CostTally> Tallies)> costs, string? plan)
    {
        var points = costs.Select(c => (c.Fraction, Cost: c.Tallies[index].Cost(item.Template.Id))).Select(c => new GrowthPoint(c.Fraction, c.Cost.LogicalWork, c.Cost.PlanHash)).ToArray();
        var (fraction, tallies) = costs[^1];
        var cost = tallies[index].Cost(item.Template.Id);
        var growth = fraction >= 1 ? null : TemplateGrowth.Learn(item.Template.Id, points, plan);
        var ratio = growth?.Law?.Ratio(fraction) is > 0 and var shadowShare ? 1 / shadowShare : 1;
        return new RehearsedStatement(
            item.Template.Id, item.Template.Text, item.RatePerSecond, inEvent.RatePerSecond, cost.LogicalWork, cost.LogicalWork * ratio, cost.LogBytes, cost.ResultBytes,
            growth is null ? 0 : growth.Law?.RelativeError ?? UnknownGrowthError, growth?.Unreliable, cost.Executions == 0 ? 0 : (double)cost.Errors / cost.Executions)
        {
            Points = points,
            Law = growth?.Law,
        };
    }

    private static RehearsalStep Step(LoadWindow window) => new(
        window.Load.AskedPerSecond, window.Load.AchievedPerSecond, window.Load.BusyConnections, window.Used.CpuSeconds / window.UsedSeconds, window.Load.Latency,
        window.Load.Statements.Sum(s => s.Errors), window.StealShare, window.ProbeRatio, window.Rejected, window.IsDisturbed);

    private static Dictionary<string, T> Sum<T>(IEnumerable<IReadOnlyDictionary<string, T>> parts)
        where T : System.Numerics.INumber<T> =>
        parts.SelectMany(p => p).GroupBy(p => p.Key).Select(g => (g.Key, Value: g.Aggregate(T.Zero, (sum, p) => sum + p.Value)))
            .OrderByDescending(p => p.Value).ToDictionary(p => p.Key, p => p.Value);

    private static IEnumerable<string> Doubts(
        RehearsedStatement[] statements, RehearsalStep[] steps, IReadOnlyList<LoadWindow> windows, ReasonToStop? stopped)
    {
        yield return "CPU is in vCores of the machine the shadow is on; a vCore of the cloud may be faster or slower.";
        foreach (var statement in statements.Where(s => s.Doubt is not null))
        {
            yield return $"{statement.Doubt} Its work on the shadow is taken as it is.";
        }

        foreach (var statement in statements.Where(s => s.Errors > LargestErrorShare))
        {
            yield return FormattableString.Invariant($"{statement.Errors:P0} of the executions of {statement.Id} failed: its cost is not that of production.");
        }

        if (stopped is { } reason)
        {
            yield return WhyStopped(reason, steps.Length) + " Higher rates are not measured.";
        }

        if (steps.Any(s => s.IsDisturbed))
        {
            yield return "The machine was disturbed in some steps even after repeats: take CPU and latency with care, logical work is not affected.";
        }

        if (windows.All(w => w.Used.CpuSeconds is null))
        {
            yield return "The server is on another machine, which does not tell its CPU: CPU is missing.";
        }
    }
}
