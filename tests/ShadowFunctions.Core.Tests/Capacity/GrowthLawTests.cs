using CsCheck;
using ShadowFunctions.Core.Capacity.Growth;

namespace ShadowFunctions.Core.Tests.Capacity;

public sealed class GrowthLawTests
{
    private static readonly double[] Fractions = [0.0025, 0.005, 0.01, 0.02, 0.04];

    private static GrowthPoint[] Points(Func<double, double> work, double noise = 0, int seed = 1, int repeats = 3)
    {
        var random = new Random(seed);
        return [.. Fractions.SelectMany(f => Enumerable.Range(0, repeats).Select(_ => new GrowthPoint(f, work(f) * (1 + (noise * ((2 * random.NextDouble()) - 1))), "p")))];
    }

    [Theory]
    [InlineData(GrowthShape.Constant, 14, 0)]
    [InlineData(GrowthShape.Logarithmic, 21, 0.9)]
    [InlineData(GrowthShape.Root, 3, 900)]
    [InlineData(GrowthShape.Linear, 3, 4000)]
    [InlineData(GrowthShape.Quadratic, 5, 2e6)]
    public void The_shape_and_the_value_at_full_size_are_recovered_from_noisy_samples(GrowthShape shape, double a, double b)
    {
        var truth = new GrowthLaw(shape, a, b, 0);
        var law = GrowthLaws.Fit(Points(truth.At, noise: 0.01))!;
        Assert.Equal(shape, law.Shape);
        Assert.InRange(law.At(1), 0.95 * truth.At(1), 1.05 * truth.At(1));
    }

    [Fact]
    public void A_range_report_measured_on_PostgreSQL_is_extrapolated_to_within_two_percent()
    {
        // Measured: an order-entry database of 2 million orders, truth 313 pages.
        GrowthPoint[] points = [new(0.005, 14.6), new(0.01, 16.5), new(0.02, 18.7), new(0.04, 25.2), new(0.08, 37.3)];
        var law = GrowthLaws.Fit(points)!;
        Assert.Equal(GrowthShape.Linear, law.Shape);
        Assert.InRange(law.At(1), 297, 329);
    }

    [Fact]
    public void A_plan_that_is_not_productions_is_unreliable_and_names_the_remedy()
    {
        GrowthPoint[] points = [new(0.01, 751, "nested"), new(0.02, 1402, "nested"), new(0.04, 2958, "nested"), new(0.08, 5847, "nested")];
        var growth = TemplateGrowth.Learn("join", points, "hash");
        Assert.Null(growth.Law);
        Assert.Contains("larger sample", growth.Unreliable, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_samples_under_productions_plan_are_used()
    {
        GrowthPoint[] points = [new(0.005, 900, "a"), new(0.01, 20, "b"), new(0.02, 40, "b"), new(0.04, 80, "b")];
        var growth = TemplateGrowth.Learn("q", points, "b");
        Assert.InRange(growth.Law!.At(1), 1990, 2010);
        Assert.Contains("fewer than three", TemplateGrowth.Learn("q", points[..3], "b").Unreliable, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_changes_back_and_forth_is_unreliable()
    {
        GrowthPoint[] points = [new(0.005, 9, "b"), new(0.01, 20, "a"), new(0.02, 40, "b"), new(0.04, 80, "b"), new(0.08, 160, "b")];
        Assert.NotNull(TemplateGrowth.Learn("q", points, "b").Unreliable);
    }

    [Fact]
    public void Without_productions_plan_the_samples_must_agree_with_the_largest()
    {
        GrowthPoint[] points = [new(0.01, 20, "a"), new(0.02, 40, "a"), new(0.04, 80, "a")];
        Assert.NotNull(TemplateGrowth.Learn("q", points, null).Law);
        Assert.NotNull(TemplateGrowth.Learn("q", [.. points, new(0.08, 90, "b")], null).Unreliable);
    }

    [Fact]
    public void More_data_never_costs_less_and_every_value_is_finite() =>
        Gen.Select(Gen.Double[0, 1e6].Array[5], Gen.Double[0.01, 3], Gen.Double[1, 4]).Sample((work, from, factor) =>
        {
            if (GrowthLaws.Fit([.. work.Zip(Fractions, (w, f) => new GrowthPoint(f, w))]) is { } law)
            {
                Assert.True(double.IsFinite(law.At(from)) && double.IsFinite(law.RelativeError));
                Assert.True(law.At(from * factor) >= law.At(from));
            }
        });

    [Fact]
    public void Twice_the_unit_gives_twice_the_law() =>
        Gen.Select(Gen.Double[1, 1e5].Array[5], Gen.Double[0.1, 10]).Sample((work, scale) =>
        {
            var law = GrowthLaws.Fit([.. work.Zip(Fractions, (w, f) => new GrowthPoint(f, w))])!;
            var scaled = GrowthLaws.Fit([.. work.Zip(Fractions, (w, f) => new GrowthPoint(f, w * scale))])!;
            Assert.Equal(law.Shape, scaled.Shape);
            Assert.Equal(law.At(1) * scale, scaled.At(1), 1e-6 * scaled.At(1));
        });

    [Fact]
    public void The_stated_error_covers_the_truth()
    {
        var (inside, all) = (0, 0);
        foreach (var shape in Enum.GetValues<GrowthShape>())
        {
            for (var seed = 0; seed < 60; seed++)
            {
                var truth = new GrowthLaw(shape, 20, shape == GrowthShape.Constant ? 0 : shape == GrowthShape.Logarithmic ? 2 : 3000, 0);
                var law = GrowthLaws.Fit(Points(truth.At, noise: 0.03, seed))!;
                inside += Math.Abs(law.At(1) - truth.At(1)) <= 2 * law.RelativeError * law.At(1) ? 1 : 0;
                all++;
            }
        }

        Assert.InRange((double)inside / all, 0.9, 1);
    }
}
