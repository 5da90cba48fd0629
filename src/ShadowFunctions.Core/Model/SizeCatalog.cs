using System.Globalization;

namespace ShadowFunctions.Core.Model;

/// <summary>
/// All purchasable sizes known to the product, read from embedded tables (Azure SQL limits and list prices; source dates and doubts
/// stand in the tables). Live capabilities of a region may override them.
/// </summary>
public sealed class SizeCatalog
{
    private const double GibiByte = 1024.0 * 1024 * 1024;
    private const double MebiByte = 1024.0 * 1024;
    private const double DtuPerVCore = 100;

    private readonly Dictionary<string, SizeLadder> _ladders;
    private readonly Dictionary<string, string> _ladderOfSize;

    private SizeCatalog(IEnumerable<SizeLadder> ladders)
    {
        _ladders = ladders.ToDictionary(l => l.Name, StringComparer.OrdinalIgnoreCase);
        _ladderOfSize = _ladders.Values.Where(l => !l.Name.StartsWith(PoolPrefix, StringComparison.Ordinal))
            .SelectMany(l => l.Sizes.Select(s => (s.Name, Ladder: l.Name)))
            .ToDictionary(x => x.Name, x => x.Ladder, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Prefix of the ladders of elastic pools, for example <c>pool:GP_Gen5</c>.</summary>
    public const string PoolPrefix = "pool:";

    /// <summary>The embedded catalog.</summary>
    public static SizeCatalog Embedded { get; } = Load();

    /// <summary>The catalog with the owner's prices, which count as confirmed.</summary>
    /// <param name="perVCoreHour">Price of a vCore-hour by SKU name (<c>GP_Gen5</c>); DTU sizes count 100 DTU as a vCore.</param>
    /// <exception cref="ArgumentException">No size has such a SKU name, or a price is not above 0; the message says which.</exception>
    public SizeCatalog WithPrices(IReadOnlyDictionary<string, double> perVCoreHour)
    {
        ArgumentNullException.ThrowIfNull(perVCoreHour);
        if (PriceError(perVCoreHour) is { } error)
        {
            throw new ArgumentException(error, nameof(perVCoreHour));
        }

        var own = perVCoreHour.ToDictionary(StringComparer.OrdinalIgnoreCase);
        return own.Count == 0 ? this : new SizeCatalog(_ladders.Values.Select(l => new SizeLadder(l.Name, [.. l.Sizes.Select(Priced)])));

        ComputeSize Priced(ComputeSize size) =>
            own.TryGetValue(size.SkuName, out var price) ? size with { PricePerHour = size.VCores * price, PriceConfirmed = true } : size;
    }

    /// <summary>What is wrong with an owner's prices; null when nothing is.</summary>
    public string? PriceError(IReadOnlyDictionary<string, double> perVCoreHour)
    {
        ArgumentNullException.ThrowIfNull(perVCoreHour);
        string[] known = [.. _ladders.Values.SelectMany(l => l.Sizes).Select(s => s.SkuName).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
        return perVCoreHour.Where(p => !known.Contains(p.Key, StringComparer.OrdinalIgnoreCase))
                .Select(p => $"'{p.Key}' is no SKU name of a known size; set one of: {string.Join(", ", known)}.")
                .FirstOrDefault()
            ?? perVCoreHour.Where(p => !(p.Value is > 0 and < 1_000_000))
                .Select(p => string.Create(CultureInfo.InvariantCulture, $"'{p.Key}' is '{p.Value}'; set the price of a vCore-hour, above 0.")).FirstOrDefault();
    }

    /// <summary>Names of all ladders, in ordinal order.</summary>
    public IReadOnlyList<string> LadderNames => [.. _ladders.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The ladder of that name, or the one that a list joins (<see cref="LadderList"/>).</summary>
    /// <exception cref="ArgumentException">There is no such ladder, or the sizes of the list do not go together; the message says which.</exception>
    /// <exception cref="UnknownSizeException">The list names a size that no ladder has.</exception>
    public SizeLadder Ladder(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_ladders.TryGetValue(name, out var ladder))
        {
            return ladder;
        }

        var pool = name.StartsWith(PoolPrefix, StringComparison.Ordinal);
        var parts = LadderList.Parts(pool ? name[PoolPrefix.Length..] : name);
        return parts is [var (first, last)] && first == last
            ? throw new ArgumentException($"'{name}' is not a known size ladder; known: {string.Join(", ", LadderNames)}.", nameof(name))
            : LadderList.Join(name, parts.Select(p => Part(p.First, p.Last, pool)));
    }

    private (IReadOnlyList<ComputeSize> Sizes, bool MayBeCut) Part(string first, string last, bool pool) =>
        _ladders.TryGetValue(pool ? PoolPrefix + first : first, out var series)
            ? (series.Sizes, true)
            : (LadderOf(first, pool).Between(first, last).Sizes, first != last);

    /// <summary>The name under which a store of that kind finds the ladder its owner named.</summary>
    public static string LadderName(StoreKind kind, string ladder)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        return kind == StoreKind.SqlElasticPool && !ladder.StartsWith(PoolPrefix, StringComparison.Ordinal) ? PoolPrefix + ladder : ladder;
    }

    /// <summary>True when there is a ladder of that name.</summary>
    public bool HasLadder(string name) => FindLadder(name, out _) is not null;

    /// <summary>The ladder of that name or list; null with the reason when there is none.</summary>
    public SizeLadder? FindLadder(string name, out string? error)
    {
        try
        {
            error = null;
            return Ladder(name);
        }
        catch (Exception e) when (e is ArgumentException or UnknownSizeException)
        {
            error = e.Message;
            return null;
        }
    }

    /// <summary>The size of a single database with that service objective; null when unknown.</summary>
    public ComputeSize? FindSize(string name) => _ladderOfSize.TryGetValue(name, out var ladder) ? _ladders[ladder][name] : null;

    /// <summary>The ladder a size stands on.</summary>
    /// <exception cref="UnknownSizeException">No ladder has it; the message names the nearest sizes that are known.</exception>
    public SizeLadder LadderOf(string size, bool pool)
    {
        ArgumentNullException.ThrowIfNull(size);
        var ladders = _ladders.Values.Where(l => l.Name.StartsWith(PoolPrefix, StringComparison.Ordinal) == pool).ToList();
        if (ladders.Find(l => l.Contains(size)) is { } ladder)
        {
            return ladder;
        }

        var series = ladders.Where(l => size.StartsWith($"{(pool ? l.Name[PoolPrefix.Length..] : l.Name)}_", StringComparison.OrdinalIgnoreCase)).MaxBy(l => l.Name.Length);
        throw series is null
            ? new UnknownSizeException($"'{size}' is not a size of any known ladder; known: {string.Join(", ", ladders.Select(l => l.Name).Order(StringComparer.Ordinal))}.")
            : new UnknownSizeException(size, series);
    }

    private static SizeCatalog Load()
    {
        var prices = Rows("azure-sql-prices.csv", 6)
            .ToDictionary(r => r[0], r => new ListPrice(Number(r[1])!.Value, Number(r[2])!.Value, Number(r[3])!.Value, r[4] == "api"));
        var ladders = Rows("azure-sql-sizes.csv", 18)
            .GroupBy(r => (r[0] == "pool" ? PoolPrefix : "") + r[2])
            .Select(g => new SizeLadder(g.Key, [.. g.Select(r => Size(r, prices)).OrderBy(s => s.Capacity)]));
        return new SizeCatalog(ladders);
    }

    private static ComputeSize Size(string[] r, Dictionary<string, ListPrice> prices)
    {
        var capacity = int.Parse(r[5], CultureInfo.InvariantCulture);
        var vCores = Number(r[7]);
        var known = prices.TryGetValue(r[2], out var listed);

        // DTU sizes and confidential hardware have no list price in the table: estimated from the tier's vCore price.
        var price = listed ?? prices[r[3] is "Premium" or "BusinessCritical" ? "BC_Gen5" : "GP_Gen5"];

        return new ComputeSize
        {
            Name = r[1],
            SkuName = r[2],
            Tier = r[3],
            Family = r[4].Length == 0 ? null : r[4],
            Capacity = capacity,
            MinVCores = Number(r[8]),
            Billing = r[6] == "Serverless" ? BillingRule.PerSecond : BillingRule.ClockHour,
            PricePerHour = (vCores ?? capacity / DtuPerVCore) * (price.Compute + price.Licence),
            PriceConfirmed = known && price.Confirmed,
            StoragePricePerGibMonth = known ? price.StoragePerGibMonth : null,
            Limits = new ResourceAmounts
            {
                CpuVCores = vCores ?? capacity / DtuPerVCore,
                MemoryBytes = Number(r[9]) * GibiByte,
                StorageBytes = Number(r[10]) * GibiByte,
                DataIops = Number(r[11]),
                LogBytesPerSecond = Number(r[12]) * MebiByte,
                Workers = Number(r[13]),
                Sessions = Number(r[14]),
            },
        };
    }

    private sealed record ListPrice(double Compute, double Licence, double StoragePerGibMonth, bool Confirmed);

    private static double? Number(string text) =>
        text.Length == 0 ? null : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string resource, int columns)
    {
        using var stream = typeof(SizeCatalog).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The embedded table '{resource}' is missing from the build.");
        using var reader = new StreamReader(stream);
        _ = reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            // The last column is free text and may hold commas.
            yield return line.Split(',', columns);
        }
    }
}
