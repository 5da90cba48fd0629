using System.Globalization;

namespace ShadowFunctions.Bench.Provisioning;

/// <summary>Prints the tables of one class of series in one world.</summary>
internal sealed class Report(IReadOnlyList<double> limits, IReadOnlyList<Arm> arms)
{
    private const string Head =
        "| policy | setting | cost ÷ never-short clairvoyant | ÷ the one at the limit | short % | of all minutes % | unserved % | resizes a day | J 50 | J 200 |\n"
        + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |";

    /// <summary>Prints all tables, or says that there are no such series.</summary>
    public void Print(string title, IReadOnlyList<Outcome> outcomes)
    {
        Console.WriteLine($"\n## {title}: {outcomes.Count} series, {outcomes.Sum(o => o.Optima[0].Minutes) / 1440.0:0} days, {arms.Count} configurations scored on this window\n");
        if (outcomes.Count == 0)
        {
            return;
        }

        var standings = arms.Select((a, i) => Standing.Of(a, outcomes, o => o.Bills[i])).ToList();
        var optima = Arms.Optima(limits).Select((a, i) => Standing.Of(a, outcomes, o => o.Optima[i])).ToList();
        Frontier(standings, optima);
        Gap(standings, optima);
        AsSet(standings);
    }

    /// <summary>Of every family the setting that, in hindsight, is cheapest on the mean within the limit.</summary>
    private void Frontier(List<Standing> standings, List<Standing> optima)
    {
        for (var l = 0; l < limits.Count; l++)
        {
            Console.WriteLine(Text($"Best setting of each family in hindsight, short at most {100 * limits[l]:0.##} % on the mean:\n\n{Head}"));
            Row(optima[l + 1], l);
            foreach (var family in standings.GroupBy(s => s.Arm.Family))
            {
                if (Standing.Best(family, limits[l]) is { } best)
                {
                    Row(best, l);
                }
                else
                {
                    Console.WriteLine(Text($"| {family.Key} | {family.Count()} settings | not reached (least short {family.Min(s => s.ShortPercent):0.00} %) | | | | | | | |"));
                }
            }

            Console.WriteLine();
        }
    }

    /// <summary>Where the money between ours and the clairvoyant goes, and how far the reactive rules are.</summary>
    private void Gap(List<Standing> standings, List<Standing> optima)
    {
        Console.WriteLine("Ours told the limit itself, nothing chosen in hindsight; costs ÷ never-short clairvoyant:\n");
        Console.WriteLine("| limit | clairvoyant at the limit | true future | gap of the planner | predictive | gap of the forecast | short % | best reactive in hindsight | ours is cheaper by |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (var l = 0; l < limits.Count; l++)
        {
            if (At(standings, "predictive", limits[l]) is { } ours && At(standings, "true-future", limits[l]) is { } known)
            {
                var best = Standing.Best(standings.Where(s => s.Arm.IsReactive), limits[l]);
                Console.WriteLine(Text(
                    $"| {100 * limits[l]:0.##} % | {optima[l + 1].ToNeverShort:0.000} | {known.ToNeverShort:0.000} | {known.ToNeverShort - optima[l + 1].ToNeverShort:0.000} | {ours.ToNeverShort:0.000} | {ours.ToNeverShort - known.ToNeverShort:0.000} | {ours.ShortPercent:0.00}{(ours.ShortPercent > 100 * limits[l] ? " (not reached)" : "")} | {(best is null ? "not reached" : Text($"{best.ToNeverShort:0.000} {best.Arm.Family} {best.Arm.Setting}"))} | {(best is null ? "" : Text($"{100 * (1 - (ours.ToNeverShort / best.ToNeverShort)):0.0} %"))} |"));
            }
        }

        Console.WriteLine();
    }

    /// <summary>Everything that takes a limit at each limit, and the rules as published.</summary>
    private void AsSet(List<Standing> standings)
    {
        Console.WriteLine($"As set and as published, cost beside the clairvoyant at its own limit (0.5 % for those without):\n\n{Head}");
        foreach (var standing in standings.Where(s => s.Arm.Limit is not null || s.Arm.Setting == "as published" || s.Arm.Family == "hour-of-week"))
        {
            Row(standing, standing.Arm.Limit is { } own ? limits.ToList().IndexOf(own) : limits.ToList().FindLastIndex(l => l >= 0.005));
        }
    }

    /// <summary>Prints what those that take a limit achieved on every series.</summary>
    public void Each(IReadOnlyList<Outcome> outcomes)
    {
        Console.WriteLine("\n| series | kind | split | policy | limit | cost ÷ never-short clairvoyant | short % | clairvoyant at the limit | resizes a day | longest short minutes |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (outcome, arm, index) in outcomes.SelectMany(o => arms.Select((a, i) => (o, a, i))).Where(x => x.a.Limit is not null))
        {
            var (bill, never) = (outcome.Bills[index], outcome.Optima[0].Cost);
            var known = outcome.Optima[1 + limits.ToList().IndexOf(arm.Limit!.Value)].Cost;
            Console.WriteLine(Text(
                $"| {outcome.Benched.Series.Name} | {(outcome.IsSmooth ? "smooth" : "bursty")} | {(outcome.Benched.IsInner ? "inner" : "outer")} | {arm.Family} | {100 * arm.Limit:0.##} % | {bill.Cost / never:0.000} | {100 * bill.ShortShare:0.00} | {known / never:0.000} | {bill.OperationsPerDay:0.0} | {bill.LongestShortMinutes} |"));
        }
    }

    private static Standing? At(IEnumerable<Standing> standings, string family, double limit) =>
        standings.FirstOrDefault(s => s.Arm.Family == family && s.Arm.Limit == limit);

    private static void Row(Standing s, int limit) => Console.WriteLine(Text(
        $"| {s.Arm.Family} | {s.Arm.Setting} | {s.ToNeverShort:0.000} | {s.ToLimited[Math.Max(0, limit)]:0.000} | {s.ShortPercent:0.00} | {s.PooledShortPercent:0.00} | {s.UnservedPercent:0.00} | {s.OperationsPerDay:0.0} | {s.At50:0.00} | {s.At200:0.00} |"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
