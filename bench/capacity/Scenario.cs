using System.Globalization;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>A load production has not seen.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Factors">Multiple of the usual rate per statement; statements not named keep <paramref name="Others"/>.</param>
/// <param name="Others">Multiple of the usual rate of all other statements.</param>
/// <param name="Extra">Executions per second of statements production has never run.</param>
/// <param name="DataFactor">Data as a multiple of today's.</param>
internal sealed record Scenario(
    string Name, IReadOnlyDictionary<string, double> Factors, double Others = 1, IReadOnlyDictionary<string, double>? Extra = null, double DataFactor = 1)
{
    /// <summary>
    /// The set of one seed: always the same kinds of change, their sizes drawn from fixed ranges, so that a model can be checked on loads that
    /// nobody looked at while it was built.
    /// </summary>
    public static IReadOnlyList<Scenario> Draw(int seed)
    {
        var random = new Random(seed);
        double Between(double least, double most) => Math.Round(least + ((most - least) * random.NextDouble()), 2);
        double rate = Between(0.3, 0.8), more = Between(1.5, 2.4), crowd = Between(2.5, 3.5), read = Between(2, 4), buy = Between(2.5, 5);
        double reports = Between(4, 8), baskets = Between(3, 7), night = Between(1, 2), ship = Between(2, 6), reads = Between(1.5, 2.5);
        double report = Between(2, 6), lookup = Between(10, 30), flash = Between(1.5, 2.5), late = Between(4, 8), flip = Between(2, 4), grown = Between(1.5, 2.4);
        (string, double)[] Mix() => [.. Template.Usual.Select(t => (t.Id, Math.Round(Math.Exp(1.4 * (random.NextDouble() - 0.4)), 2)))];
        return
        [
            Of(Text($"all x{rate}"), rate),
            Of(Text($"all x{more}"), more),
            Of(Text($"flash crowd x{crowd}"), crowd),
            Of(Text($"browsing x{read}"), 1, ("customer", read), ("order", read), ("history", read)),
            Of(Text($"checkout storm: orders and payments x{buy}"), 1, ("place", buy), ("debit", buy), ("payment", buy), ("stock", buy)),
            Of(Text($"month end: reports x{reports}"), 1, ("revenue", reports), ("regional", reports)),
            Of(Text($"baskets x{baskets}"), 1, ("basket", baskets)),
            Of(Text($"night: only writes x{night}, shipping x{ship}"), 0, ("place", night), ("debit", night), ("payment", night), ("stock", night), ("ship", ship)),
            Of(Text($"only reads x{reads}"), 0, ("customer", reads), ("order", reads), ("history", reads), ("basket", reads), ("revenue", reads), ("regional", reads)),
            Of("a mix drawn at random", 1, Mix()),
            Of(Text($"a new report, {report}/s"), 1) with { Extra = new Dictionary<string, double> { ["bestseller"] = report } },
            Of(Text($"a new lookup, {lookup}/s"), 1) with { Extra = new Dictionary<string, double> { ["itemlines"] = lookup } },
            Of(Text($"the new report, {late}/s, in a flash crowd x{flash}"), flash) with { Extra = new Dictionary<string, double> { ["bestseller"] = late } },
            Of(Text($"a new report whose plan flips, {flip}/s"), 1) with { Extra = new Dictionary<string, double> { ["debtors"] = flip } },
            Of("+50 % data", 1) with { DataFactor = 1.5 },
            Of(Text($"+50 % data, all x{grown}"), grown) with { DataFactor = 1.5 },
            Of("+50 % data, another mix drawn at random", 1, Mix()) with { DataFactor = 1.5 },
        ];
    }

    /// <summary>Executions per second per statement.</summary>
    public Dictionary<string, double> Rates()
    {
        var rates = Template.Usual.ToDictionary(t => t.Id, t => t.Rate * Factors.GetValueOrDefault(t.Id, Others));
        foreach (var (id, rate) in Extra ?? new Dictionary<string, double>())
        {
            rates[id] = rate;
        }

        return rates.Where(r => r.Value > 0).ToDictionary(r => r.Key, r => r.Value);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Scenario Of(string name, double others, params (string Id, double Factor)[] factors) =>
        new(name, factors.ToDictionary(f => f.Id, f => f.Factor), others);
}
