namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>
/// Which plans a statement would run under at a data size. A choice of plan hangs on the parameters and on costs that lie close together, so it
/// is a mixture over many draws, and the draws at a little less and a little more data tell how firm it is.
/// </summary>
/// <param name="DataFactor">Data as a multiple of today's.</param>
/// <param name="Flipped">Share of executions whose plan is none of today's, at this size or at one within the margin, 0 to 1.</param>
/// <param name="Workers">Parallel workers started per execution.</param>
/// <param name="WorkersDeviation">Standard deviation of <paramref name="Workers"/>: draws and margin.</param>
public sealed record PlanOutlook(double DataFactor, double Flipped, double Workers, double WorkersDeviation)
{
    /// <summary>How far from the size asked for the planner is asked too, as a share: its costs are no better than that.</summary>
    public const double Margin = 0.1;

    /// <summary>Compares draws.</summary>
    /// <param name="dataFactor">Data as a multiple of today's.</param>
    /// <param name="today">Draws at today's size; none when unknown, then no plan counts as new.</param>
    /// <param name="there">Draws at the size asked for, at least one.</param>
    /// <param name="near">Draws at sizes within the margin, each list of its own.</param>
    public static PlanOutlook Of(
        double dataFactor, IReadOnlyCollection<PlanDraw> today, IReadOnlyCollection<PlanDraw> there, IReadOnlyCollection<IReadOnlyCollection<PlanDraw>> near)
    {
        ArgumentNullException.ThrowIfNull(today);
        ArgumentNullException.ThrowIfNull(there);
        ArgumentNullException.ThrowIfNull(near);
        if (there.Count == 0)
        {
            throw new ArgumentException($"No plan was drawn at {dataFactor} times today's data: draw at least one.", nameof(there));
        }

        var workers = there.Average(d => d.Workers);
        var sampling = there.Average(d => Square(d.Workers - workers)) / there.Count;
        var margin = near.Where(n => n.Count > 0).Select(n => Square(n.Average(d => d.Workers) - workers)).DefaultIfEmpty(0).Max();
        var flipped = near.Append(there).Where(n => n.Count > 0).Max(n => Moved(today, n));
        return new PlanOutlook(dataFactor, flipped, workers, Math.Sqrt(sampling + margin));
    }

    /// <summary>Between two sizes, and at the nearest one beyond them: workers and flips never fall as the data grows.</summary>
    /// <param name="outlooks">Outlooks of one statement; null comes back when there is none.</param>
    /// <param name="dataFactor">Data as a multiple of today's.</param>
    internal static PlanOutlook? At(IReadOnlyList<PlanOutlook> outlooks, double dataFactor)
    {
        PlanOutlook? before = null;
        foreach (var next in outlooks.OrderBy(o => o.DataFactor))
        {
            var risen = before is null ? next : next with { Flipped = Math.Max(next.Flipped, before.Flipped), Workers = Math.Max(next.Workers, before.Workers) };
            if (risen.DataFactor >= dataFactor)
            {
                var share = before is null ? 1 : (dataFactor - before.DataFactor) / (risen.DataFactor - before.DataFactor);
                return Between(before ?? risen, risen, share) with { DataFactor = dataFactor };
            }

            before = risen;
        }

        return before;
    }

    private static PlanOutlook Between(PlanOutlook a, PlanOutlook b, double share)
    {
        double Mix(double x, double y) => x + (share * (y - x));
        return new PlanOutlook(0, Mix(a.Flipped, b.Flipped), Mix(a.Workers, b.Workers), Mix(a.WorkersDeviation, b.WorkersDeviation));
    }

    /// <summary>Share of executions under a plan that today's draws do not hold that often.</summary>
    private static double Moved(IReadOnlyCollection<PlanDraw> today, IReadOnlyCollection<PlanDraw> there)
    {
        if (today.Count == 0)
        {
            return 0;
        }

        var now = today.GroupBy(d => d.Shape, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (double)g.Count() / today.Count, StringComparer.Ordinal);
        return there.GroupBy(d => d.Shape, StringComparer.Ordinal).Sum(g => Math.Max(0, ((double)g.Count() / there.Count) - now.GetValueOrDefault(g.Key)));
    }

    private static double Square(double x) => x * x;
}
