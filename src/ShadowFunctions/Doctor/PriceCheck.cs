using System.Globalization;
using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Doctor;

/// <summary>Which stores are planned with prices that are partly estimated, or with sizes whose limits no table has?</summary>
public sealed class PriceCheck(Sizing sizing) : IDeploymentCheck
{
    private const int MostNamed = 5;

    /// <inheritdoc/>
    public string Name => "Prices";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stores);
        List<(Store Store, ComputeSize Size)> sizes = [];
        foreach (var store in stores)
        {
            sizes.AddRange((await sizing.LadderAsync(store, cancellationToken)).Ladder.Sizes.Where(s => s.NotOffered is null).Select(s => (store, s)));
        }

        List<CheckResult> notes =
        [
            .. sizes.Where(s => !s.Size.PriceConfirmed).GroupBy(s => s.Size.SkuName).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Estimated),
            .. sizes.Where(s => s.Size.DerivedFrom is not null).GroupBy(s => s.Size.Name).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Derived),
        ];
        return notes is not [] ? notes
            : sizes is [] ? [CheckResult.Skip(Name, "stores", "No store is registered yet.")]
            : [CheckResult.Pass(Name, "stores", "Every size that a store may take has a confirmed price and known limits.")];
    }

    private CheckResult Estimated(IGrouping<string, (Store Store, ComputeSize Size)> series)
    {
        var size = series.First().Size;
        return CheckResult.Note(Name, $"price of {series.Key}",
            string.Create(CultureInfo.InvariantCulture, $"{Stores(series)}: planned at {size.PricePerHour / size.VCores:0.####} a vCore-hour, which is partly an estimate."),
            $"Set Shadow__Prices__{series.Key} to what a vCore-hour costs you (100 DTU count as a vCore).");
    }

    private CheckResult Derived(IGrouping<string, (Store Store, ComputeSize Size)> size) => CheckResult.Note(Name, $"limits of {size.Key}",
        $"{Stores(size)}: the region sells {size.Key}, which is newer than the built-in table; memory, I/O, log, workers and sessions are derived from {size.First().Size.DerivedFrom}.",
        "Update the app once the vendor publishes the size, or end at a known one with preAllocation.maximumSize.");

    private static string Stores(IEnumerable<(Store Store, ComputeSize Size)> of)
    {
        string[] ids = [.. of.Select(s => s.Store.Id).Distinct().Order(StringComparer.Ordinal)];
        var more = ids.Length > MostNamed ? $" and {ids.Length - MostNamed} more" : "";
        return $"{(ids.Length == 1 ? "Store" : "Stores")} {string.Join(", ", ids.Take(MostNamed))}{more}";
    }
}
