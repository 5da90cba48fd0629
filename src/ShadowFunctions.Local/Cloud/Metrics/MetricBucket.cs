namespace ShadowFunctions.Local.Cloud;

/// <summary>Minutes of one bucket added up.</summary>
internal struct MetricBucket
{
    /// <summary>Azure SQL reports every 15 seconds.</summary>
    private const int SamplesPerMinute = 4;

    private double _sum;
    private double _lowest;
    private double _highest;

    public int Minutes { get; private set; }

    public readonly int Count => Minutes * SamplesPerMinute;

    public readonly double Average => _sum / Minutes;

    public readonly double Total => _sum * SamplesPerMinute;

    public readonly double Minimum => _lowest;

    public readonly double Maximum => _highest;

    public void Add(double value, double swing, double ceiling)
    {
        _lowest = Minutes == 0 ? value * (1 - swing) : Math.Min(_lowest, value * (1 - swing));
        _highest = Minutes == 0 ? Math.Min(ceiling, value * (1 + swing)) : Math.Max(_highest, Math.Min(ceiling, value * (1 + swing)));
        _sum += value;
        Minutes++;
    }
}
