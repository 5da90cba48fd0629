using CsCheck;
using ShadowFunctions.Core.Forecasting.Outlooks;

namespace ShadowFunctions.Core.Tests.Forecasting.Outlooks;

public class StorageOutlookTests
{
    private static readonly DateTimeOffset Origin = new(2026, 3, 30, 0, 0, 0, TimeSpan.Zero);

    private static StorageOutlook Of(IEnumerable<double> hours) => StorageTrend.Of(Origin, hours.ToArray())!;

    [Fact]
    public void A_steady_growth_reaches_the_limit_when_it_should()
    {
        var outlook = Of(Enumerable.Range(0, 30 * 24).Select(h => 100.0 + h));
        Assert.Equal(24, outlook.BytesPerDay, 6);
        Assert.Equal(10, outlook.DaysUntil(outlook.Bytes + 240, 0.5)!.Value, 3);
        Assert.Equal(0, outlook.DaysUntil(outlook.Bytes, 0.5));
    }

    [Fact]
    public void What_does_not_grow_never_fills() => Assert.Null(Of(Enumerable.Repeat(100.0, 500)).DaysUntil(101, 0.95));

    [Fact]
    public void One_bulk_load_or_purge_is_no_habit_and_a_weekly_one_is()
    {
        double Steady(int h) => 1000 + h;
        Assert.Equal(24, Of(Enumerable.Range(0, 800).Select(h => Steady(h) + (h > 300 ? 5000 : 0))).BytesPerDay, 0.5);
        Assert.Equal(24, Of(Enumerable.Range(0, 800).Select(h => Steady(h) + (h > 300 ? -500 : 0))).BytesPerDay, 0.5);
        Assert.InRange(Of(Enumerable.Range(0, 56 * 24).Select(h => 700.0 * (h / 168))).BytesPerDay, 80, 120);
    }

    [Fact]
    public void Gaps_are_gaps_and_nothing_known_is_nothing_said()
    {
        var hours = Enumerable.Range(0, 400).Select(h => h is > 100 and < 200 ? double.NaN : 100.0 + h);
        Assert.Equal(24, Of(hours).BytesPerDay, 6);
        Assert.Null(StorageTrend.Of(Origin, new double[] { double.NaN }));
        Assert.Null(StorageTrend.Of(Origin, []));
    }

    [Fact]
    public void Ninety_percent_quantiles_hold_ninety_percent()
    {
        var random = new Random(7);
        var (inside, trials) = (0, 600);
        for (var trial = 0; trial < trials; trial++)
        {
            double bytes = 1e6;
            var daily = Enumerable.Range(0, 42).Select(_ => bytes += 100 + (40 * Series.Normal(random))).ToArray();
            var outlook = Of(Enumerable.Range(0, 28 * 24).Select(h => daily[h / 24]));
            inside += daily[41] <= outlook.At(0.9, 14) ? 1 : 0;
        }

        Assert.InRange(inside / (double)trials, 0.86, 0.94);
    }

    [Fact]
    public void What_is_stored_within_some_days_never_falls_with_more_days_or_more_growth_and_looks_no_further_than_back() =>
        Gen.Select(Gen.Double[-1e9, 1e9], Gen.Double[0, 1e9], Gen.Double[0, 1e9], Gen.Int[1, 40].Array[2], Gen.Double[0.1, 60]).Sample((growth, more, doubt, days, observed) =>
        {
            StoredAhead Within(double perDay, int ahead) => new StorageOutlook
            {
                Origin = Origin,
                Bytes = 1e10,
                BytesPerDay = perDay,
                DeviationBytesPerDay = doubt,
                Growths = 30,
                ObservedDays = observed,
            }.Within(0.95, Origin.AddHours(1), ahead)!;
            var (near, far) = (Within(growth, days.Min()), Within(growth, days.Max()));
            Assert.True(near.Bytes <= far.Bytes && near.Bytes <= Within(growth + more, days.Min()).Bytes);
            Assert.True(far.Days <= observed && far.Days <= days.Max() && far.At <= Origin.AddHours(1).AddDays(observed));
        });

    [Fact]
    public void The_days_observed_are_counted_in_days_and_in_hours()
    {
        Assert.Equal(29, Of(Enumerable.Range(0, 30 * 24).Select(h => 100.0 + h)).ObservedDays);
        Assert.Equal(47 / 24.0, Of(Enumerable.Range(0, 48).Select(h => 100.0 + h)).ObservedDays, 9);
        Assert.Null(Of([5]).Within(0.95, Origin, 7));
        Assert.Null(Of(Enumerable.Repeat(100.0, 500)).Within(0.95, Origin.AddDays(2), 7));
    }

    [Fact]
    public void Quantiles_are_ordered_finite_and_never_negative_and_a_higher_limit_is_never_reached_earlier() =>
        Gen.Select(Gen.OneOf(Gen.Double[0, 1e12], Gen.Const(double.NaN)).Array[1, 700], Gen.Double[0, 2e12], Gen.Double[0, 1e12]).Sample(
            (hours, limit, more) =>
            {
                if (StorageTrend.Of(Origin, hours) is not { } outlook)
                {
                    return;
                }

                foreach (var days in (double[])[0, 1, 30, 365])
                {
                    var (low, high) = (outlook.At(0.5, days), outlook.At(0.95, days));
                    Assert.True(double.IsFinite(high) && low >= 0 && high >= low);
                }

                Assert.True((outlook.DaysUntil(limit, 0.95) ?? 1000) <= (outlook.DaysUntil(limit, 0.5) ?? 1000));
                Assert.True((outlook.DaysUntil(limit, 0.5) ?? 1000) <= (outlook.DaysUntil(limit + more, 0.5) ?? 1000));
            },
            iter: 100);
}
