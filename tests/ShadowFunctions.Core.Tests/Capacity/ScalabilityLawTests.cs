using CsCheck;
using ShadowFunctions.Core.Capacity.Contention;

namespace ShadowFunctions.Core.Tests.Capacity;

public sealed class ScalabilityLawTests
{
    private static readonly double[] Steps = [1, 2, 4, 8, 16, 32, 64];

    private static LoadPoint[] Measure(ScalabilityLaw truth, double noise, int seed)
    {
        var random = new Random(seed);
        return [.. Steps.Select(n => new LoadPoint(n, truth.At(n) * (1 + (noise * ((2 * random.NextDouble()) - 1)))))];
    }

    [Fact]
    public void Coefficients_and_knee_are_recovered_from_noisy_steps()
    {
        var truth = new ScalabilityLaw(1000, 0.05, 0.0008, 0);
        var law = ScalabilityLaw.Fit(Measure(truth, 0.02, 4))!;
        Assert.InRange(law.Lambda, 950, 1050);
        Assert.InRange(law.Sigma, 0.04, 0.06);
        Assert.InRange(law.KneeConcurrency!.Value, 0.9 * truth.KneeConcurrency!.Value, 1.1 * truth.KneeConcurrency.Value);
        Assert.InRange(law.PeakPerSecond!.Value, 0.95 * truth.PeakPerSecond!.Value, 1.05 * truth.PeakPerSecond.Value);
    }

    [Fact]
    public void The_knees_stated_error_covers_the_truth()
    {
        var truth = new ScalabilityLaw(1000, 0.05, 0.0008, 0);
        var laws = Enumerable.Range(0, 300).Select(seed => ScalabilityLaw.Fit(Measure(truth, 0.05, seed))).Where(l => l?.KneeDeviation is not null).ToArray();
        Assert.True(laws.Length > 280);
        Assert.InRange(laws.Average(l => Math.Abs(l!.KneeConcurrency!.Value - truth.KneeConcurrency!.Value) <= 2.3 * l.KneeDeviation!.Value ? 1.0 : 0), 0.88, 1);
    }

    [Fact]
    public void Perfect_scaling_has_no_knee_and_too_few_steps_have_no_law()
    {
        var straight = ScalabilityLaw.Fit([.. Steps.Select(n => new LoadPoint(n, 100 * n))])!;
        Assert.True(straight.KneeConcurrency is null or > 1e4);
        Assert.Null(ScalabilityLaw.Fit([new(1, 10), new(2, 19), new(3, 27)]));
    }

    [Fact]
    public void Twice_the_speed_gives_the_same_knee() =>
        Gen.Select(Gen.Double[0.001, 0.2], Gen.Double[1e-4, 1e-2], Gen.Double[0.1, 100]).Sample((sigma, kappa, speed) =>
        {
            var slow = ScalabilityLaw.Fit(Measure(new ScalabilityLaw(10, sigma, kappa, 0), 0.01, 9))!;
            var fast = ScalabilityLaw.Fit(Measure(new ScalabilityLaw(10 * speed, sigma, kappa, 0), 0.01, 9))!;
            Assert.Equal(slow.KneeConcurrency ?? 0, fast.KneeConcurrency ?? 0, 1e-4 * (1 + (slow.KneeConcurrency ?? 0)));
            Assert.True(double.IsFinite(slow.Sigma) && slow.Sigma >= 0 && slow.Kappa >= 0);
        });
}
