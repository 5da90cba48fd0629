namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Weights of a mix of forecasters per distance, by online convex optimisation of the absolute error (ML-Poly of Gaillard, Stoltz and van Erven,
/// 2014, with the gradient trick and forgetting): with g = sign(mix − y), regret r = g (mix − forecaster), R ← ρR + r, V ← ρV + r²,
/// weight ∝ max(0, R)/V. It converges to the best mix and not only to the best forecaster, and has no learning rate to set.
/// </summary>
internal sealed class MixWeights(int distances, int forecasters, float memory)
{
    private readonly float[] _regrets = new float[distances * forecasters];
    private readonly float[] _squares = new float[distances * forecasters];

    /// <summary>The mix at a distance; the plain mean where no forecaster has an advantage yet.</summary>
    public double Mix(int bucket, ReadOnlySpan<double> forecasts)
    {
        var regrets = Of(_regrets, bucket);
        var squares = Of(_squares, bucket);
        double sum = 0, weights = 0, plain = 0;
        for (var i = 0; i < forecasts.Length; i++)
        {
            plain += forecasts[i];
            if (regrets[i] > 0 && squares[i] > 0)
            {
                var weight = (double)regrets[i] / squares[i];
                sum += weight * forecasts[i];
                weights += weight;
            }
        }

        // Errors of a nearly constant series may be so small that the weights overflow: then all forecasters say the same.
        var mix = sum / weights;
        return weights > 0 && double.IsFinite(mix) ? mix : plain / forecasts.Length;
    }

    /// <summary>Learns from what was said about a step that has been observed. The unit of the errors does not matter.</summary>
    public void Learn(int bucket, ReadOnlySpan<float> said, double mix, double value, double unit)
    {
        var direction = (mix > value ? 1 : -1) / unit;
        var regrets = Of(_regrets, bucket);
        var squares = Of(_squares, bucket);
        for (var i = 0; i < said.Length; i++)
        {
            var regret = (float)(direction * (mix - said[i]));
            regrets[i] = (memory * regrets[i]) + regret;
            squares[i] = (memory * squares[i]) + (regret * regret);
        }
    }

    /// <summary>The forecaster with the largest weight; the first when there is none.</summary>
    public int Best(int bucket)
    {
        var regrets = Of(_regrets, bucket);
        var squares = Of(_squares, bucket);
        var (best, most) = (0, 0f);
        for (var i = 0; i < regrets.Length; i++)
        {
            var weight = regrets[i] > 0 && squares[i] > 0 ? regrets[i] / squares[i] : 0;
            (best, most) = weight > most ? (i, weight) : (best, most);
        }

        return best;
    }

    public void Reset()
    {
        _regrets.AsSpan().Clear();
        _squares.AsSpan().Clear();
    }

    public void Exchange(StateCodec codec)
    {
        codec.Exchange(_regrets);
        codec.Exchange(_squares);
    }

    private Span<float> Of(float[] all, int bucket) => all.AsSpan(bucket * forecasters, forecasters);
}
