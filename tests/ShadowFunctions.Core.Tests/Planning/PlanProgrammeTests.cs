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
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(true, 30)]
    [InlineData(true, 90)]
    [InlineData(false, 30)]
    public void It_finds_what_trying_every_sequence_finds(bool hourly, int dwell) =>
        Gen.Select(Gen.Double[0, 3].Array[Steps * (Sizes - 1)], Gen.Int[0, Sizes - 1], Gen.Int[0, Sizes - 1]).Sample(
            (gains, current, highest) =>
            {
                var stage = Stage(gains);
                var programme = new PlanProgramme(Clock, Prices(hourly) with { DwellMinutes = dwell }, Foreseen, Alike(stage), Steps, Sizes - 1);
                var found = programme.Solve(current, highest);
                var least = Sequences().Min(s => Cost(s, stage, current, Math.Max(current, highest), hourly, dwell));
                Assert.Equal(least, programme.Cost, 9);
                Assert.Equal(least, Cost(found, stage, current, Math.Max(current, highest), hourly, dwell), 9);
            },
            iter: 30);

    [Fact]
    public void It_knows_that_later_steps_are_decided_knowing_more() =>
        Gen.Double[0, 3].Array[Steps * Outlook.Count * (Sizes - 1)].Sample(
            gains =>
            {
                var stage = Stage(gains);
                var programme = new PlanProgramme(Clock, Prices(hourly: false), Foreseen, stage, Steps, Sizes - 1);
                _ = programme.Solve(1, 1);
                Assert.Equal(Expected(stage, [], 0, 0, 1), programme.Cost, 9);
            },
            iter: 10);

    private static readonly Outlook Foreseen = Outlook.Of(3);

    /// <summary>The same costs under every outlook.</summary>
    private static double[] Alike(double[] stage) =>
        [.. stage.Chunk(Sizes).SelectMany(row => Enumerable.Repeat(row, Outlook.Count).SelectMany(r => r))];

    /// <summary>Cost from a step on when every step is decided under its outlook: paid per second, so only changes and shortage count.</summary>
    private static double Expected(double[] stage, Dictionary<(int, int, int), double> known, int step, int outlook, int before)
    {
        if (step == Steps)
        {
            return 0;
        }

        if (!known.TryGetValue((step, outlook, before), out var least))
        {
            least = Enumerable.Range(0, Sizes).Min(size => stage[(((step * Outlook.Count) + outlook) * Sizes) + size] + (PerMove * Math.Abs(size - before))
                + Enumerable.Range(0, step == Steps - 1 ? 0 : Outlook.Count).Sum(next =>
                    Foreseen.Moves(step)[(outlook * Outlook.Count) + next] * Expected(stage, known, step + 1, next, size)));
            known.Add((step, outlook, before), least);
        }

        return least;
    }

    private static PlanPrices Prices(bool hourly) => new(PerHour, PerMove, [1, 1, 1], hourly) { VCores = [2, 4, 8], LeastShare = [1, 1, 1] };

    /// <summary>Costs that fall with the size, as the price of shortage does.</summary>
    private static double[] Stage(double[] gains)
    {
        var rows = gains.Length / (Sizes - 1);
        var stage = new double[rows * Sizes];
        for (var step = 0; step < rows; step++)
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

    /// <summary>
    /// What larger sizes bind beyond the hour they land in, per second or in whole clock hours: those asked for before 10:50 are ready in hour 10, the others in hour 11.
    /// </summary>
    private static double Bound(int[] sizes, int current, bool hourly, int dwell)
    {
        double sum = 0;
        for (var step = 0; step < Steps; step++)
        {
            var rise = PerHour[sizes[step]] - PerHour[step == 0 ? current : sizes[step - 1]];
            sum += Math.Max(0, rise) * (hourly ? Math.Floor((((50 + (5 * step)) % 60) + dwell) / 60.0) : dwell / 60.0);
        }

        return sum;
    }

    /// <summary>Hour 10 is billed at the highest size of its four steps beyond what it was billed at, hour 11 at that of all steps from 10:50 on.</summary>
    private static double Cost(int[] sizes, double[] stage, int current, int highest, bool hourly, int dwell)
    {
        var cost = sizes.Select((s, i) => stage[(i * Sizes) + s] + (PerMove * Math.Abs(s - (i == 0 ? current : sizes[i - 1])))).Sum();
        cost += Bound(sizes, current, hourly, dwell);
        return hourly
            ? cost + PerHour[Math.Max(highest, sizes.Take(4).Max())] - PerHour[highest] + PerHour[sizes.Skip(2).Max()]
            : cost;
    }
}
