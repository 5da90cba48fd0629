namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// How much harder some times of the day are to forecast than others: the typical absolute error per slot relative to the error of all
/// slots, smoothed over two slots on either side. Dividing residuals by it makes quantiles wide where demand moves and narrow where it is calm.
/// </summary>
internal sealed class SpreadProfile
{
    private const float Gain = 0.1f;
    private const float Smallest = 0.5f;
    private const float Trust = 0.7f;
    private const float Largest = 4f;
    private readonly float[] _ratio = new float[StepGrid.StepsPerDay];

    public SpreadProfile() => _ratio.AsSpan().Fill(1);

    public void Learn(long index, double ratio)
    {
        var slot = StepGrid.SlotOf(index);
        _ratio[slot] += Gain * ((float)Math.Min(ratio, 2 * Largest) - _ratio[slot]);
    }

    public double At(long index)
    {
        float sum = 0;
        for (var offset = -2; offset <= 2; offset++)
        {
            sum += _ratio[StepGrid.SlotOf(index + offset)];
        }

        return Math.Clamp(1 + (Trust * ((sum / 5) - 1)), Smallest, Largest);
    }

    public void Exchange(StateCodec codec) => codec.Exchange(_ratio);
}
