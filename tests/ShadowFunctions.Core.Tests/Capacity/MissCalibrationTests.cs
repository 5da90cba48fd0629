using CsCheck;
using ShadowFunctions.Core.Capacity.Load;

namespace ShadowFunctions.Core.Tests.Capacity;

public sealed class MissCalibrationTests
{
    private static double Share(double logit) => 1 / (1 + Math.Exp(-logit));

    private static StatementEvidence Statement(double here, double there) => new()
    {
        TemplateId = "s",
        Production = new StatementCounters { Pages = 1000, Misses = 1000 * there },
        Shadow = new StatementCounters { Pages = 10, Misses = 10 * here },
    };

    [Fact]
    public void Odds_that_are_moved_and_stretched_alike_are_found() => Gen.Select(Gen.Double[-1, 1], Gen.Double[0.5, 2]).Sample((shift, stretch) =>
    {
        double[] logits = [-3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5];
        var calibration = MissCalibration.Learn([.. logits.Select(l => Statement(Share(l), Share(shift + (stretch * l))))]);
        var (share, error) = calibration.Of(Share(0.7));
        Assert.InRange(share, Share(shift + (stretch * 0.7)) - 0.03, Share(shift + (stretch * 0.7)) + 0.03);
        Assert.InRange(error, 0.4 * (1 - share), 0.6 * (1 - share));
    });

    [Fact]
    public void A_share_stays_a_share_and_rises_with_the_shadows() =>
        Gen.Select(Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Statement).Array[0, 10], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((statements, a, b) =>
        {
            var calibration = MissCalibration.Learn(statements);
            var (less, greater) = (calibration.Of(Math.Min(a, b)), calibration.Of(Math.Max(a, b)));
            Assert.InRange(less.Share, 0, 1);
            Assert.True(greater.Share >= less.Share && double.IsFinite(less.RelativeError) && less.RelativeError >= 0);
        });

    [Fact]
    public void With_few_statements_the_shadows_share_is_taken_and_widely_doubted()
    {
        var calibration = MissCalibration.Learn([Statement(0.5, 0.9), Statement(0.2, 0.01), Statement(0.4, 0.4)]);
        Assert.Same(MissCalibration.None, calibration);
        Assert.Equal(0.3, calibration.Of(0.3).Share, 9);
        Assert.Equal(0.7, calibration.Of(0.3).RelativeError, 9);
    }
}
