using ShadowFunctions.Core.Capacity.Growth;
using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity;

/// <summary>
/// Costs of statements that only the shadow has run: its logical work, times how production's statements compare with the shadow's in logical
/// work (a small copy touches less), at production's price of logical work.
/// </summary>
internal sealed class ShadowOnlyCosts
{
    private readonly CapacityModel _model;
    private readonly PriceOfWork? _law;
    private readonly double _growth;
    private readonly double _storageShare;

    public ShadowOnlyCosts(CapacityModel model)
    {
        _model = model;
        _law = Price(model.ProductionCosts, model.RecordedRates);
        double shared = 0, shadow = 0, work = 0, pages = 0;
        foreach (var cost in model.ProductionCosts)
        {
            var weight = Math.Max(model.RecordedRates.GetValueOrDefault(cost.TemplateId), 1e-6);
            (work, pages) = (work + (weight * cost.LogicalWork), pages + (weight * cost.DataPages));
            if (model.ShadowCosts.FirstOrDefault(c => c.TemplateId == cost.TemplateId) is { LogicalWork: > 0 } twin && cost.LogicalWork > 0)
            {
                shared += weight * cost.LogicalWork;
                shadow += weight * twin.LogicalWork;
            }
        }

        _growth = shadow > 0 ? shared / shadow : 1;
        _storageShare = work > 0 ? pages / work : 0;
    }

    /// <summary>Production's price of logical work; null when it has run nothing with work and CPU. The loop's counters know no misses.</summary>
    /// <param name="costs">Production's costs.</param>
    /// <param name="rates">How often each runs.</param>
    public static PriceOfWork? Price(IReadOnlyList<TemplateCost> costs, IReadOnlyDictionary<string, double> rates) =>
        PriceOfWork.Fit([.. costs.Select(c => new PricedWork(c.LogicalWork, 0, c.CpuSeconds, rates.GetValueOrDefault(c.TemplateId)))]);

    /// <summary>Extra relative error of such a cost.</summary>
    public double RelativeError => _law?.RelativeError ?? 1;

    /// <summary>The cost on production, or why it cannot be said.</summary>
    public (TemplateCost? Cost, string? Doubt) Find(string id)
    {
        if (_law is null || _model.ShadowCosts.FirstOrDefault(c => c.TemplateId == id) is not { LogicalWork: > 0 } cost)
        {
            return (null, $"Statement {id} was seen neither on production nor on the shadow.");
        }

        // Its own growth law where it was rehearsed at enough fractions, else how production's statements compare with the shadow's.
        var factor = _growth;
        if (_model.GrowthPoints.TryGetValue(id, out var points) && points.Count >= GrowthRecord.EnoughFractions)
        {
            var growth = TemplateGrowth.Learn(id, points, null);
            if (growth.Law is not { } law)
            {
                return (null, growth.Unreliable);
            }

            factor = law.At(1) / Math.Max(law.At(points[^1].Fraction), 1e-9);
        }

        return (cost with
        {
            CpuSeconds = _law.At(cost.LogicalWork * factor, 0),
            LogicalWork = cost.LogicalWork * factor,
            // A small copy lies in memory where production does not: no less storage than production needs for such work.
            DataPages = Math.Max(cost.DataPages, cost.LogicalWork * _storageShare) * factor,
            LatencyP99Milliseconds = null,
        }, null);
    }
}
