using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>The size of every coming hour and what a span of them costs.</summary>
internal sealed class OutlookSizes
{
    // An hour foreseen days before has no second chance to be seen better.
    private const double LeastLevel = 0.8;

    private readonly OutlookInput _input;
    private readonly SizeLadder _ladder;
    private readonly int[] _sizes;
    private readonly double[] _use;

    private OutlookSizes(OutlookInput input, SizeLadder ladder, int[] sizes, double[] use, IReadOnlyList<OutlookHour> hours) =>
        (_input, _ladder, _sizes, _use, Hours) = (input, ladder, sizes, use, hours);

    public IReadOnlyList<OutlookHour> Hours { get; }

    public static OutlookSizes Of(OutlookInput input, DemandForecast meanCpu, IReadOnlyList<DemandForecast> highest)
    {
        var ladder = Allowed(input);
        var sizes = new int[meanCpu.Steps];
        var use = new double[meanCpu.Steps];
        var hours = new OutlookHour[meanCpu.Steps];
        for (var h = 0; h < hours.Length; h++)
        {
            SizeNeed need = default;
            foreach (var resource in highest)
            {
                need = SizeNeed.Larger(need, SizeNeed.Of(ladder, resource.Resource, resource.At(Math.Max(input.Settings.RiskQuantile, LeastLevel), h + 1)));
            }

            (sizes[h], use[h]) = (need.Index, meanCpu.At(0.5, h + 1));
            hours[h] = new OutlookHour(
                meanCpu.Origin.AddHours(h), ladder.Sizes[need.Index].Name, need.Binding, need.Demand, Price(ladder.Sizes[need.Index], use[h]));
        }

        return new OutlookSizes(input, ladder, sizes, use, hours);
    }

    public OutlookCost Cost(int hours)
    {
        hours = Math.Min(hours, _sizes.Length);
        var highest = _ladder.Sizes[_sizes.Take(hours).Max()];
        return new OutlookCost(
            hours,
            Hours.Take(hours).Sum(h => h.Cost),
            _use.Take(hours).Sum(use => Price(highest, use)),
            highest.Name,
            Enumerable.Range(1, hours - 1).Count(h => _sizes[h] != _sizes[h - 1]))
        {
            Storage = _sizes.Take(hours).Aggregate((double?)0, (sum, size) => sum + StoragePrice.PerHour(_ladder.Sizes[size], _input.StorageLimitBytes, _input.TakenBytes)),
        };
    }

    /// <summary>An hour's price: of the whole size, or of what is used of a serverless one, at least its minimum.</summary>
    private static double Price(ComputeSize size, double use) => size.Billing == BillingRule.PerSecond
        ? size.PricePerHour * Math.Clamp(use, size.MinVCores ?? 0, size.VCores) / size.VCores
        : size.PricePerHour;

    /// <summary>What is sold of the ladder between the owner's bounds; a bound that is not among it is none.</summary>
    private static SizeLadder Allowed(OutlookInput input)
    {
        var settings = input.Settings;
        var ladder = input.CurrentSize is { } current && input.Ladder.Contains(current) ? input.Ladder.Offered(current) : input.Ladder;
        var least = settings.MinimumSize is { } minimum && ladder.Contains(minimum) ? ladder.IndexOf(minimum) : 0;
        var most = settings.MaximumSize is { } maximum && ladder.Contains(maximum) ? ladder.IndexOf(maximum) : ladder.Sizes.Count - 1;
        return least <= most ? ladder.Between(ladder.Sizes[least].Name, ladder.Sizes[most].Name) : ladder;
    }
}
