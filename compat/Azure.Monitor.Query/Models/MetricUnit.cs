namespace Azure.Monitor.Query.Models;

/// <summary>Unit of a metric.</summary>
public readonly struct MetricUnit : IEquatable<MetricUnit>
{
    private readonly string _value;

    public MetricUnit(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static MetricUnit Count { get; } = new("Count");

    public static MetricUnit Bytes { get; } = new("Bytes");

    public static MetricUnit Seconds { get; } = new("Seconds");

    public static MetricUnit CountPerSecond { get; } = new("CountPerSecond");

    public static MetricUnit BytesPerSecond { get; } = new("BytesPerSecond");

    public static MetricUnit Percent { get; } = new("Percent");

    public static MetricUnit MilliSeconds { get; } = new("MilliSeconds");

    public static MetricUnit ByteSeconds { get; } = new("ByteSeconds");

    public static MetricUnit Unspecified { get; } = new("Unspecified");

    public static MetricUnit Cores { get; } = new("Cores");

    public static MetricUnit MilliCores { get; } = new("MilliCores");

    public static MetricUnit NanoCores { get; } = new("NanoCores");

    public static MetricUnit BitsPerSecond { get; } = new("BitsPerSecond");

    public static bool operator ==(MetricUnit left, MetricUnit right) => left.Equals(right);

    public static bool operator !=(MetricUnit left, MetricUnit right) => !left.Equals(right);

    public static implicit operator MetricUnit(string value) => new(value);

    public bool Equals(MetricUnit other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is MetricUnit other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
