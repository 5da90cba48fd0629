using ShadowFunctions.Core.Capacity.Growth;
using ShadowFunctions.Core.Capacity.Regression;
using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>What one execution of a statement takes on production: counted there, or carried over from the shadow by its growth law.</summary>
internal static class StatementLearner
{
    // Production's count is a mean over many executions: as good as several samples.
    private const int AnchorWeight = 3;
    private const double LargestMiss = 0.3;

    // A law that is less sure than this would be a guess.
    private const double LargestDoubt = 0.3;

    // Time in the executor holds waiting too.
    private const double ExecutorError = 0.3;

    public static StatementModel Learn(StatementEvidence statement, ProductionPrices prices)
    {
        var growth = Growth(statement);
        if (statement.Production is { } counted)
        {
            var (perPage, perPageError) = CpuSecondsPerPage(statement);
            return new StatementModel
            {
                TemplateId = statement.TemplateId,
                Counters = counted,
                Growth = growth.Law,
                LogImages = LogImageCurve.Fit(statement.LogImages),
                CpuSecondsPerPage = perPage,
                CpuPerPageRelativeError = perPageError,
                UnreliableGrowth = growth.Unreliable,
                SecondsDeviation = IntervalMean.Deviation(statement.Intervals, i => i.Seconds),
                PagesDeviation = IntervalMean.Deviation(statement.Intervals, i => i.Pages),
                MissesDeviation = IntervalMean.Between(statement.Intervals, i => i.Misses),
                Executions = statement.Intervals.Sum(i => i.Executions),
                Plans = statement.Plans,
                Counted = true,
            };
        }

        if (statement.Shadow is not { } rehearsed || growth.Law is not { } law)
        {
            return new StatementModel { TemplateId = statement.TemplateId, Unreliable = growth.Unreliable ?? $"Statement {statement.TemplateId} was not rehearsed." };
        }

        if (law.RelativeError > LargestDoubt)
        {
            return new StatementModel { TemplateId = statement.TemplateId, Unreliable = $"The samples do not settle how statement {statement.TemplateId} grows: {law.At(1):0} pages on production within {law.RelativeError:P0}. A larger sample is needed." };
        }

        return Rehearsed(statement, rehearsed, law, prices);
    }

    private static StatementModel Rehearsed(StatementEvidence statement, StatementCounters rehearsed, GrowthLaw law, ProductionPrices prices)
    {
        var (share, shareError) = prices.Misses.Of(rehearsed.Pages > 0 ? rehearsed.Misses / rehearsed.Pages : 0);
        var misses = rehearsed.Misses > 0 ? share * law.At(1) : 0;
        var (perPage, perPageError) = prices.Work is { } price
            ? ((price.At(law.At(1), misses) - price.FixedSeconds) / Math.Max(law.At(1), 1e-9), price.RelativeError)
            : CpuSecondsPerPage(statement);
        return new StatementModel
        {
            TemplateId = statement.TemplateId,
            Counters = rehearsed with { Pages = law.At(1), Misses = misses },
            PagesRelativeError = law.RelativeError,
            MissesRelativeError = shareError,
            Growth = law,
            CpuSecondsPerPage = perPage,
            CpuPerPageRelativeError = perPageError,
            Plans = statement.Plans,
        };
    }

    /// <summary>Where production counts the statement itself, its count is one more point of the law, and the one nearest to what is asked.</summary>
    private static TemplateGrowth Growth(StatementEvidence statement)
    {
        var growth = TemplateGrowth.Learn(statement.TemplateId, statement.Growth, statement.ProductionPlanHash);
        if (growth.Law is not { } law || statement.Production is not { Pages: > 0 and var counted })
        {
            return growth;
        }

        var anchored = GrowthLaws.Fit(
            [.. statement.Growth.Where(p => p.PlanHash == growth.PlanHash), .. Enumerable.Repeat(new GrowthPoint(1, counted, growth.PlanHash), AnchorWeight)])!;
        return Math.Abs(anchored.At(1) - counted) <= LargestMiss * counted
            ? growth with { Law = anchored }
            : growth with { Law = null, Unreliable = $"Statement {statement.TemplateId} touches {counted:0} pages on production where the samples' growth says {law.At(1):0}." };
    }

    /// <summary>
    /// Seconds production's executor takes longer than the shadow's: counted where both ran the statement, at production's price of work where only
    /// the shadow did; and the deviation of the latter. On the shadow no more than its CPU counts: the rest was waiting, for workers to start.
    /// </summary>
    public static (double Seconds, double Deviation) FurtherExecutorSeconds(StatementEvidence statement, StatementModel model, ProductionPrices prices)
    {
        if (statement.Shadow is not { } here)
        {
            return (0, 0);
        }

        if (statement.Production is { } there)
        {
            return (Math.Max(0, there.ExecutorSeconds - here.ExecutorSeconds), model.SecondsDeviation / Math.Sqrt(Math.Max(1, model.Executions)));
        }

        if (model.Unreliable is not null)
        {
            return (0, 0);
        }

        var (pages, misses) = (model.Counters.Pages, model.Counters.Misses);
        if (prices.Work is not { } price)
        {
            // Production has run nothing that could tell: the shadow's own price of a page.
            var further = Math.Max(0, pages - here.Pages) * model.CpuSecondsPerPage;
            return (further, further * Math.Max(ExecutorError, model.CpuPerPageRelativeError));
        }

        var seconds = price.At(pages, misses);
        var missed = (price.SecondsPerMiss - price.SecondsPerHit) * misses * model.MissesRelativeError;
        var own = Math.Min(here.ExecutorSeconds, statement.ShadowCpuSeconds ?? here.ExecutorSeconds);
        return (Math.Max(0, seconds - own), Math.Sqrt(Square(price.RelativeError * seconds) + Square(missed)));
    }

    /// <summary>Slope of CPU over pages with its relative error: from production and shadow where both ran it, else over the fractions.</summary>
    private static (double Seconds, double RelativeError) CpuSecondsPerPage(StatementEvidence statement)
    {
        if (statement is { Production: { } there, Shadow: { } here } && there.Pages > 1.5 * here.Pages)
        {
            return (Math.Max(0, (there.ExecutorSeconds - here.ExecutorSeconds) / (there.Pages - here.Pages)), ExecutorError);
        }

        if (statement.Work.Count >= 3 && statement.Work.Max(w => w.Pages) > 1.5 * statement.Work.Min(w => w.Pages))
        {
            return Slope(statement.Work);
        }

        return statement.Production is { Pages: > 0 } own ? (own.ExecutorSeconds / own.Pages, ExecutorError) : (0, 0);
    }

    private static (double Slope, double RelativeError) Slope(IReadOnlyList<WorkPoint> work)
    {
        var fit = RobustRegression.Fit([.. work.Select(w => new[] { 1, w.Pages })], [.. work.Select(w => w.CpuSeconds)]);
        var (fixedPart, slope) = (fit.Coefficients[0], fit.Coefficients[1]);
        var mean = work.Average(w => w.Pages);
        var spread = work.Sum(w => (w.Pages - mean) * (w.Pages - mean));
        var noise = work.Sum(w => Math.Pow(w.CpuSeconds - fixedPart - (slope * w.Pages), 2)) / Math.Max(1, work.Count - 2);
        return (slope, slope > 0 ? Math.Min(1, Math.Sqrt(noise / spread) / slope) : 1);
    }

    private static double Square(double x) => x * x;
}
