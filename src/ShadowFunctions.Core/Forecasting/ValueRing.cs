namespace ShadowFunctions.Core.Forecasting;

/// <summary>The last values of a series by step number; a step without data is <see cref="float.NaN"/>, never zero.</summary>
internal sealed class ValueRing
{
    private readonly float[] _values;

    public ValueRing(int length)
    {
        _values = new float[length];
        _values.AsSpan().Fill(float.NaN);
    }

    public void Set(long index, double value) => _values[Slot(index)] = (float)value;

    public void Clear() => _values.AsSpan().Fill(float.NaN);

    public int Length => _values.Length;

    /// <summary>The value of a step no newer than <paramref name="newest"/>; NaN when it was not observed or is no longer kept.</summary>
    public double Get(long index, long newest) =>
        index > newest || newest - index >= _values.Length ? double.NaN : _values[Slot(index)];

    public void Exchange(StateCodec codec) => codec.Exchange(_values);

    private int Slot(long index) => (int)(((index % _values.Length) + _values.Length) % _values.Length);
}
