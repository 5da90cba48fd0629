using CsCheck;
using ShadowFunctions.Core.Capacity.Load;

namespace ShadowFunctions.Core.Tests.Capacity;

public sealed class PlanOutlookTests
{
    private static readonly Gen<PlanDraw[]> Draws = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 4], (shape, workers) => new PlanDraw($"p{shape}", workers)).Array[1, 40];

    [Fact]
    public void Shares_are_shares_and_workers_lie_between_the_draws() => Gen.Select(Draws, Draws, Draws, Gen.Double[0.1, 3]).Sample((today, there, near, factor) =>
    {
        var outlook = PlanOutlook.Of(factor, today, there, [near]);
        Assert.InRange(outlook.Flipped, 0, 1 + 1e-12);
        Assert.InRange(outlook.Workers, there.Min(d => d.Workers), there.Max(d => d.Workers));
        Assert.True(outlook.WorkersDeviation >= Math.Abs(near.Average(d => d.Workers) - outlook.Workers) - 1e-12);
        Assert.Equal(0, PlanOutlook.Of(factor, today, today, []).Flipped, 12);
    });

    [Fact]
    public void A_flip_within_the_margin_counts_as_one()
    {
        PlanDraw[] serial = [.. Enumerable.Repeat(new PlanDraw("loop", 0), 10)];
        PlanDraw[] parallel = [.. Enumerable.Repeat(new PlanDraw("gather", 2), 10)];
        var firm = PlanOutlook.Of(1.5, serial, serial, [serial, serial]);
        Assert.Equal((0.0, 0.0, 0.0), (firm.Flipped, firm.Workers, firm.WorkersDeviation));
        var thin = PlanOutlook.Of(1.5, serial, serial, [serial, parallel]);
        Assert.Equal((1.0, 0.0, 2.0), (thin.Flipped, thin.Workers, thin.WorkersDeviation));
        Assert.Throws<ArgumentException>(() => PlanOutlook.Of(1, serial, [], []));
    }

    [Fact]
    public void Between_and_beyond_the_sizes_asked_for_workers_never_fall_as_the_data_grows()
    {
        var one = Gen.Select(Gen.Double[0.2, 3], Gen.Double[0, 1], Gen.Double[0, 4], Gen.Double[0, 2], (f, p, w, d) => new PlanOutlook(f, p, w, d));
        Gen.Select(one.Array[1, 5], Gen.Double[0.1, 4], Gen.Double[0, 3]).Sample((outlooks, factor, more) =>
        {
            var (less, greater) = (PlanOutlook.At(outlooks, factor)!, PlanOutlook.At(outlooks, factor + more)!);
            Assert.True(greater.Workers >= less.Workers - 1e-9 && greater.Flipped >= less.Flipped - 1e-9);
            Assert.True(double.IsFinite(less.WorkersDeviation) && less.WorkersDeviation >= 0);
        });
        Assert.Null(PlanOutlook.At([], 1));
    }
}
