namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>What production's own statements teach about those it has never run.</summary>
/// <param name="Work">Executor seconds from pages and misses; null when production has run nothing.</param>
/// <param name="Misses">From the shadow's share of missed pages to production's.</param>
internal sealed record ProductionPrices(PriceOfWork? Work, MissCalibration Misses)
{
    public static ProductionPrices Learn(LoadEvidence evidence) => new(
        PriceOfWork.Fit([.. evidence.Statements.Select(s => s.Production).OfType<StatementCounters>().Select(p => new PricedWork(p.Pages, p.Misses, p.ExecutorSeconds, 1))]),
        MissCalibration.Learn(evidence.Statements));
}
