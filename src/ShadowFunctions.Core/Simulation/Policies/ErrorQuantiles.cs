namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>Quantiles of a forecast's errors, tracked online: multiples of the mean absolute error, each moved by the pinball gradient.</summary>
internal sealed class ErrorQuantiles(double[] levels)
{
    private const double Gain = 0.05;
    private const double Memory = 144;
    private const double Largest = 40;
    private readonly double[] _multiples = [.. levels.Select(l => -Math.Log(2 * (1 - l)))];
    private double _scale;
    private int _count;

    /// <summary>The error at a level.</summary>
    public double Quantile(int level) => _multiples[level] * _scale;

    /// <summary>Learns an error; a censored value below a quantile says nothing about it.</summary>
    public void Learn(double error, double value, bool censored)
    {
        if (censored && error <= 0)
        {
            return;
        }

        var scale = Math.Max(_scale, 1e-9 + (_count == 0 ? 0.05 * value : 0));
        var z = Math.Clamp(error / scale, -Largest, Largest);
        for (var i = 0; i < levels.Length; i++)
        {
            var over = z > _multiples[i];
            if (!censored || over)
            {
                _multiples[i] = Math.Clamp(_multiples[i] + (Gain * (over ? levels[i] : levels[i] - 1)), -Largest, Largest);
            }
        }

        _count++;
        _scale += Math.Max(1 / Memory, 1.0 / _count) * (Math.Abs(error) - _scale);
    }
}
