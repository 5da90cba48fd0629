using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>
/// How much of the executor's wall clock is CPU. Where others use the machine it holds waiting too; where a statement also plans and sorts in what the clock
/// leaves out, CPU is more. Production's intervals tell: CPU = share × executor seconds + overhead of the calls, which falls with the root of their rate.
/// </summary>
/// <param name="Share">CPU seconds per executor second.</param>
/// <param name="Deviation">Its standard deviation.</param>
internal readonly record struct ExecutorClock(double Share, double Deviation)
{
    private const double SmallestNoise = 0.02;

    /// <summary>Nothing learned.</summary>
    private static readonly ExecutorClock Unknown = new(0.8, 0.3);

    /// <summary>Learns; what the intervals cannot tell apart stays as it was believed.</summary>
    /// <param name="windows">Production's intervals; those without executor seconds tell nothing.</param>
    public static ExecutorClock Learn(IReadOnlyList<LoadWindow> windows)
    {
        var told = windows.Where(w => w.ExecutorSeconds.Count > 0 && w.CpuSeconds > 0 && w.Calls > 0).ToArray();
        if (told.Length == 0)
        {
            return Unknown;
        }

        var usual = told.Average(w => w.Calls / w.Seconds);
        double[][] rows = [.. told.Select(w => new[] { w.ExecutorSeconds.Values.Sum() / w.CpuSeconds, w.Seconds * Math.Sqrt(usual * w.Calls / w.Seconds) / w.CpuSeconds })];
        double[] Solve(double noise) => NonNegativeLeastSquares.Solve(
            [.. rows.Select(r => new[] { r[0] / noise, r[1] / noise }), [1 / Unknown.Deviation, 0]], [.. rows.Select(_ => 1 / noise), Unknown.Share / Unknown.Deviation]);
        var first = Solve(SmallestNoise);
        var noise = Math.Max(SmallestNoise, Math.Sqrt(rows.Sum(r => Square(1 - RobustRegression.Dot(r, first))) / Math.Max(1, rows.Length - 2)));
        var (own, both, calls) = (rows.Sum(r => r[0] * r[0]), rows.Sum(r => r[0] * r[1]), rows.Sum(r => r[1] * r[1]));
        var information = ((own - (both * both / calls)) / (noise * noise)) + (1 / Square(Unknown.Deviation));
        return new ExecutorClock(Solve(noise)[0], 1 / Math.Sqrt(information));
    }

    private static double Square(double x) => x * x;
}
