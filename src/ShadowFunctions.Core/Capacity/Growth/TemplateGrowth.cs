namespace ShadowFunctions.Core.Capacity.Growth;

/// <summary>How one statement grows, or why that cannot be said.</summary>
/// <param name="TemplateId">The statement.</param>
/// <param name="Law">Its law; null when unreliable.</param>
/// <param name="Unreliable">Why there is no law; null when there is one.</param>
public sealed record TemplateGrowth(string TemplateId, GrowthLaw? Law, string? Unreliable)
{
    /// <summary>Shape of the plan that the law holds for; null when there is no law, or none is known.</summary>
    public string? PlanHash { get; init; }

    /// <summary>
    /// Learns the law from the shadow's samples, as far as their plan is the one production would choose: another plan touches other pages,
    /// and a law of its points says nothing about production.
    /// </summary>
    /// <param name="templateId">The statement.</param>
    /// <param name="points">Work at nested fractions.</param>
    /// <param name="productionPlanHash">Shape of production's plan; null when it cannot be asked, then the plans of the samples must agree.</param>
    public static TemplateGrowth Learn(string templateId, IReadOnlyList<GrowthPoint> points, string? productionPlanHash)
    {
        ArgumentNullException.ThrowIfNull(points);
        // Points of an unknown plan say nothing beside known ones, and nothing can be held against production's.
        var isTold = points.Any(p => p.PlanHash is not null);
        var ordered = points.Where(p => p.PlanHash is not null || !isTold).OrderBy(p => p.Fraction).ToArray();
        if (ordered.Length == 0)
        {
            return new TemplateGrowth(templateId, null, $"Statement {templateId} was not rehearsed.");
        }

        var plan = (isTold ? productionPlanHash : null) ?? ordered[^1].PlanHash;
        if (ordered[^1].PlanHash != plan)
        {
            return new TemplateGrowth(templateId, null, $"Statement {templateId} runs under another plan on production than on the largest sample ({ordered[^1].Fraction:P2}): a larger sample is needed.");
        }

        // A larger sample under the plan of a smaller one is a flip on the way, and one that may come again.
        var same = ordered.SkipWhile(p => p.PlanHash != plan).ToArray();
        if (same.Any(p => p.PlanHash != plan))
        {
            return new TemplateGrowth(templateId, null, $"The plan of statement {templateId} changes back and forth between the samples.");
        }

        return GrowthLaws.Fit(same) is { } law
            ? new TemplateGrowth(templateId, law, null) { PlanHash = plan }
            : new TemplateGrowth(templateId, null, $"Statement {templateId} keeps production's plan at fewer than three fractions: more or larger samples are needed.");
    }
}
