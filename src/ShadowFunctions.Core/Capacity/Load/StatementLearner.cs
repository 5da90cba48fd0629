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

    public static StatementModel Learn(StatementEvidence statement, LoadEvidence evidence)
    {
        var growth = Growth(statement);
        var perPage = CpuSecondsPerPage(statement);
        if (statement.Production is { } counted)
        {
            return new StatementModel
            {
                TemplateId = statement.TemplateId,
                Counters = counted,
                Growth = growth.Law,
                LogImages = LogImageCurve.Fit(statement.LogImages),
                CpuSecondsPerPage = perPage,
                UnreliableGrowth = growth.Unreliable,
            };
        }

        if (statement.Shadow is not { } rehearsed || growth.Law is not { } law)
        {
            return new StatementModel { TemplateId = statement.TemplateId, Unreliable = growth.Unreliable ?? $"Statement {statement.TemplateId} was not rehearsed." };
        }

        // The rehearsal's own count times the law's ratio: keys that happen to cost more in this sample cancel.
        var ratio = law.At(evidence.SampleFraction) > 0 ? law.At(1) / law.At(evidence.SampleFraction) : 1;
        return new StatementModel
        {
            TemplateId = statement.TemplateId,
            Counters = rehearsed with { Pages = law.At(1), Misses = rehearsed.Misses * ratio },
            PagesRelativeError = law.RelativeError,
            Growth = law,
            CpuSecondsPerPage = perPage,
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

        var plan = statement.ProductionPlanHash ?? statement.Growth.MaxBy(p => p.Fraction).PlanHash;
        var anchored = GrowthLaws.Fit([.. statement.Growth.Where(p => p.PlanHash == plan), .. Enumerable.Repeat(new GrowthPoint(1, counted, plan), AnchorWeight)])!;
        return Math.Abs(anchored.At(1) - counted) <= LargestMiss * counted
            ? growth with { Law = anchored }
            : growth with { Law = null, Unreliable = $"Statement {statement.TemplateId} touches {counted:0} pages on production where the samples' growth says {law.At(1):0}." };
    }

    /// <summary>CPU seconds production's execution takes more than the shadow's.</summary>
    public static double ExtraCpuSeconds(StatementEvidence statement, StatementModel model)
    {
        if (statement.Production is { } there && statement.Shadow is { } here)
        {
            return Math.Max(0, there.ExecutorSeconds - here.ExecutorSeconds);
        }

        return statement.Shadow is { } rehearsed && model.Unreliable is null
            ? Math.Max(0, model.Counters.Pages - rehearsed.Pages) * model.CpuSecondsPerPage
            : 0;
    }

    /// <summary>Slope of CPU over pages: from production and shadow where both ran it, else over the fractions.</summary>
    private static double CpuSecondsPerPage(StatementEvidence statement)
    {
        if (statement is { Production: { } there, Shadow: { } here } && there.Pages > 1.5 * here.Pages)
        {
            return Math.Max(0, (there.ExecutorSeconds - here.ExecutorSeconds) / (there.Pages - here.Pages));
        }

        if (statement.Work.Count >= 3 && statement.Work.Max(w => w.Pages) > 1.5 * statement.Work.Min(w => w.Pages))
        {
            return RobustRegression.Fit([.. statement.Work.Select(w => new[] { 1, w.Pages })], [.. statement.Work.Select(w => w.CpuSeconds)]).Coefficients[1];
        }

        return statement.Production is { Pages: > 0 } own ? own.ExecutorSeconds / own.Pages : 0;
    }
}
