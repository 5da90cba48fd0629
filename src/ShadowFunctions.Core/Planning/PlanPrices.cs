using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>The prices a plan is made with.</summary>
/// <param name="PerHour">Price per hour of every size.</param>
/// <param name="PerMove">Price of a change per ladder step moved.</param>
/// <param name="PerShortMinute">Price of one minute at each size while the next larger size is needed.</param>
/// <param name="Hourly">True where a clock hour is paid at its highest size.</param>
internal sealed record PlanPrices(double[] PerHour, double PerMove, double[] PerShortMinute, bool Hourly)
{
    /// <summary>vCores of every size.</summary>
    public required double[] VCores { get; init; }

    /// <summary>Share of every size that is billed even when nothing is used: 1 for provisioned sizes.</summary>
    public required double[] LeastShare { get; init; }

    /// <summary>Minutes for which a larger size binds.</summary>
    public int DwellMinutes { get; init; }

    // Without any price of a change, sizes of equal cost would be changed for nothing.
    private const double LeastMoveShare = 1e-6;

    // Price of a short minute at the usual limit, in hours of the store's mean need and of the scale of its ladder (geometric mean of the
    // two): found on the first half of the benchmark's series, see docs/planning.md.
    private const double UsualPrice = 0.06;
    private const double UsualLimit = 0.005;
    private const double LimitPower = 1.3;
    private const double LadderScale = 4;

    // What a new store pays for a short minute beside the usual price, and in how many steps (a day) that falls to a third.
    private const double NewStorePrice = 3;
    private const double NewStoreSteps = 288;

    public static PlanPrices Of(PlanRequest request)
    {
        var sizes = request.Ladder.Sizes;
        double[] perHour = [.. sizes.Select(s => s.PricePerHour)];
        for (var size = 1; size < perHour.Length; size++)
        {
            // A larger size that costs less is as good as the smaller one at its price; the programme wants prices that never fall.
            perHour[size] = Math.Max(perHour[size], perHour[size - 1]);
        }

        return new PlanPrices(
            perHour,
            request.Settings.ResizePrice + (LeastMoveShare * perHour[^1]),
            ShortLimit.Of(request.Settings) is { } limit ? AtLimit(request, limit) : AtPrice(request),
            sizes[0].Billing == BillingRule.ClockHour)
        {
            DwellMinutes = request.Settings.MinDwellMinutes,
            VCores = [.. sizes.Select(s => s.VCores)],
            LeastShare = [.. sizes.Select(s => s.MinVCores is { } least ? least / s.VCores : 1)],
        };
    }

    private static double[] AtLimit(PlanRequest request, double limit)
    {
        var sizes = request.Ladder.Sizes;
        var mean = request.Memory is { Steps: > 0 } memory ? memory.MeanPricePerHour : request.Ladder[request.CurrentSize].PricePerHour;
        var price = UsualPrice * Math.Pow(UsualLimit / limit, LimitPower) * Math.Sqrt(mean * LadderScale * sizes[0].PricePerHour)
            * (request.Memory?.Budget.PriceFactor(limit) ?? 1) * Unknown(request.Memory?.Steps ?? 0);
        return [.. sizes.Select(_ => price)];
    }

    /// <summary>
    /// A store of which little is known is covered more dearly: its forecasts are at their worst, and a first day has no others that make up for it.
    /// </summary>
    private static double Unknown(int steps) => 1 + (NewStorePrice * Math.Exp(-steps / NewStoreSteps));

    private static double[] AtPrice(PlanRequest request)
    {
        var sizes = request.Ladder.Sizes;
        return [.. sizes.Select((s, i) => request.Settings.ShortfallPricePerVCoreHour / 60 * (i + 1 < sizes.Count ? sizes[i + 1].VCores - s.VCores : 0))];
    }
}
