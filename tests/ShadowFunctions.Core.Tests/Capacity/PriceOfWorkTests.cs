using CsCheck;
using ShadowFunctions.Core.Capacity.Load;

namespace ShadowFunctions.Core.Tests.Capacity;

public sealed class PriceOfWorkTests
{
    private static readonly Gen<PricedWork[]> Statements = Gen.Select(Gen.Double[1, 5000], Gen.Double[0, 1], (pages, missed) => (pages, missed)).Array[6, 14]
        .Select(all => all.Select(w => new PricedWork(w.pages, w.missed * w.pages, 5e-5 + (5e-6 * w.pages * (1 - w.missed)) + (4e-5 * w.pages * w.missed), 1)).ToArray());

    [Fact]
    public void A_price_that_holds_for_all_statements_is_found() => Statements.Sample(work =>
    {
        if (work.Max(w => w.Pages) < 4 * work.Min(w => w.Pages) || work.Max(w => w.Misses / w.Pages) - work.Min(w => w.Misses / w.Pages) < 0.2 || work.Count(w => w.Misses > 0.1 * w.Pages) < 3)
        {
            // Nothing tells hits and misses apart.
            return;
        }

        var price = PriceOfWork.Fit(work)!;
        Assert.All(work, w => Assert.InRange(price.At(w.Pages, w.Misses), 0.97 * w.Seconds, 1.03 * w.Seconds));
    });

    [Fact]
    public void More_work_never_costs_less_and_everything_is_finite() =>
        Gen.Select(Gen.Select(Gen.Double[0, 1e6], Gen.Double[0, 1e6], Gen.Double[0, 100], (p, m, s) => new PricedWork(p, m, s, 1)).Array[0, 12], Gen.Double[0, 1e5], Gen.Double[0, 1e5], Gen.Double[0, 1]).Sample(
            (work, pages, more, missed) =>
            {
                if (PriceOfWork.Fit(work) is not { } price)
                {
                    Assert.DoesNotContain(work, w => w.Pages > 0 && w.Seconds > 0);
                    return;
                }

                Assert.True(price.FixedSeconds >= 0 && price.SecondsPerHit >= 0 && price.SecondsPerMiss >= price.SecondsPerHit && price.RelativeError >= 0.3);
                var (less, greater) = (price.At(pages, missed * pages), price.At(pages + more, (missed * pages) + more));
                Assert.True(double.IsFinite(less) && less >= 0 && greater >= less * (1 - 1e-12));
            });

    [Fact]
    public void Misses_are_told_from_pages_and_a_statement_that_fits_no_price_widens_the_error()
    {
        PricedWork[] work =
        [
            new(3, 0, 6e-5, 1), new(8, 4, 2.2e-4, 1), new(13, 10, 4.6e-4, 1), new(280, 60, 3.5e-3, 1), new(37, 30, 1.3e-3, 1), new(2900, 37, 1.6e-2, 1),
        ];
        var price = PriceOfWork.Fit(work)!;
        Assert.True(price.SecondsPerMiss > 4 * price.SecondsPerHit);
        Assert.True(PriceOfWork.Fit([.. work, new(2000, 0, 0.0005, 1)])!.RelativeError > 1.5 * price.RelativeError);
        Assert.Null(PriceOfWork.Fit([]));
    }
}
