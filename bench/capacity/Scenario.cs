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
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Of("half the rate", 0.5),
        Of("double the rate", 2),
        Of("flash crowd x3", 3),
        Of("shopping: browsing x3", 1, ("customer", 3), ("order", 3), ("history", 3)),
        Of("checkout storm: orders and payments x4", 1, ("place", 4), ("debit", 4), ("payment", 4), ("stock", 4)),
        Of("month end: reports x6", 1, ("revenue", 6), ("regional", 6)),
        Of("baskets x5", 1, ("basket", 5)),
        Of("night: only writes", 0, ("place", 1.5), ("debit", 1.5), ("payment", 1.5), ("stock", 1.5), ("ship", 4)),
        Of("only reads x2", 0, ("customer", 2), ("order", 2), ("history", 2), ("basket", 2), ("revenue", 2), ("regional", 2)),
        Of("a new report", 1) with { Extra = new Dictionary<string, double> { ["bestseller"] = 4 } },
        Of("a new lookup", 1) with { Extra = new Dictionary<string, double> { ["itemlines"] = 20 } },
        Of("new report in a flash crowd x2", 2) with { Extra = new Dictionary<string, double> { ["bestseller"] = 6 } },
        Of("a new report whose plan flips", 1) with { Extra = new Dictionary<string, double> { ["debtors"] = 3 } },
        Of("+50 % data", 1) with { DataFactor = 1.5 },
        Of("+50 % data, double the rate", 2) with { DataFactor = 1.5 },
    ];

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

    private static Scenario Of(string name, double others, params (string Id, double Factor)[] factors) =>
        new(name, factors.ToDictionary(f => f.Id, f => f.Factor), others);
}
