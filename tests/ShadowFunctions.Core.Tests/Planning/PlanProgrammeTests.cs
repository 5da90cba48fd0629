using CsCheck;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

public class PlanProgrammeTests
{
    private const int Steps = 8;
    private const int Sizes = 3;
    private const double PerMove = 0.05;
    private static readonly double[] PerHour = [1, 2, 4];

    // 10:40: hour 10 holds the first four steps; what is asked for from 10:50 on is still in force when hour 11 begins.
    private static readonly PlanClock Clock = new(Given.Now.AddMinutes(20), 10, 5);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_finds_what_trying_every_sequence_finds(bool hourly) =>
        Gen.Select(Gen.Double[0, 3].Array[Steps * (Sizes - 1)], Gen.Int[0, Sizes - 1], Gen.Int[0, Sizes - 1]).Sample(
            (gains, current, highest) =>
            {
                var stage = Stage(gains);
                var programme = new PlanProgramme(Clock, Prices(hourly), stage, Steps);
                var found = programme.Solve(current, highest);
                var least = Sequences().Min(s => Cost(s, stage, current, Math.Max(current, highest), hourly));
                Assert.Equal(least, programme.Cost, 9);
                Assert.Equal(least, Cost(found, stage, current, Math.Max(current, highest), hourly), 9);
            },
            iter: 30);

    private static PlanPrices Prices(bool hourly) => new(PerHour, PerMove, [1, 1, 1], hourly) { VCores = [2, 4, 8], LeastShare = [1, 1, 1] };

    /// <summary>Costs that fall with the size, as the price of shortage does.</summary>
    private static double[] Stage(double[] gains)
    {
        var stage = new double[Steps * Sizes];
        for (var step = 0; step < Steps; step++)
        {
            for (var size = Sizes - 2; size >= 0; size--)
            {
                stage[(step * Sizes) + size] = stage[(step * Sizes) + size + 1] + gains[(step * (Sizes - 1)) + size];
            }
        }

        return stage;
    }

    private static IEnumerable<int[]> Sequences() => Enumerable.Range(0, (int)Math.Pow(Sizes, Steps))
        .Select(n => Enumerable.Range(0, Steps).Select(i => n / (int)Math.Pow(Sizes, i) % Sizes).ToArray());

    /// <summary>Hour 10 is billed at the highest size of its four steps beyond what it was billed at, hour 11 at that of all steps from 10:50 on.</summary>
    private static double Cost(int[] sizes, double[] stage, int current, int highest, bool hourly)
    {
        var cost = sizes.Select((s, i) => stage[(i * Sizes) + s] + (PerMove * Math.Abs(s - (i == 0 ? current : sizes[i - 1])))).Sum();
        return hourly
            ? cost + PerHour[Math.Max(highest, sizes.Take(4).Max())] - PerHour[highest] + PerHour[sizes.Skip(2).Max()]
            : cost;
    }
}
