namespace ShadowFunctions.Bench.Provisioning;

/// <summary>Which series are run, and in which parts they are reported.</summary>
internal static class Parts
{
    /// <summary>The series asked for.</summary>
    public static IReadOnlyList<Benched> Series(BenchOptions options, double peakVCores)
    {
        if (options.Data is not { } folder)
        {
            return LoadSets.Made();
        }

        var isInner = options.OnlyInner;
        var asked = LoadSets.Read(folder, peakVCores, options.Days).Where(s => options.OnlyInner == options.OnlyOuter || s.IsInner == isInner);
        var unlicensed = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(folder))!, "load-long");
        var isLong = options.Long && Directory.Exists(unlicensed);
        var settings = World.All[0].Settings(options.Seed);
        asked = asked.Where(s => !options.OnlySmooth || LoadSets.IsSmooth(s.Series, settings));
        return [.. asked, .. isLong ? LoadSets.Read(unlicensed, peakVCores, options.Days).Select(s => s with { IsLong = true }) : []];
    }

    /// <summary>The parts that are reported on their own; empty ones are left out, as are those that repeat another.</summary>
    public static IEnumerable<(string Title, IReadOnlyList<Outcome> Outcomes)> Of(IReadOnlyList<Outcome> outcomes)
    {
        foreach (var isSmooth in (bool[])[true, false])
        {
            var name = isSmooth ? "smooth" : "bursty";
            var alike = outcomes.Where(o => o.IsSmooth == isSmooth && !o.Benched.IsLong).ToList();
            (string, List<Outcome>)[] parts =
            [
                (name, alike),
                ($"{name}, inner split (settings of ours may be chosen on it)", [.. alike.Where(o => o.Benched.IsInner)]),
                ($"{name}, outer split", [.. alike.Where(o => !o.Benched.IsInner)]),
                ($"{name}, load-long (never used for a choice)", [.. outcomes.Where(o => o.IsSmooth == isSmooth && o.Benched.IsLong)]),
            ];
            var isOneSided = parts[1].Item2.Count == 0 || parts[2].Item2.Count == 0;
            foreach (var (title, some) in parts.Where((p, i) => p.Item2.Count > 0 && !(i == 0 && isOneSided)))
            {
                yield return (title, some);
            }
        }
    }
}
