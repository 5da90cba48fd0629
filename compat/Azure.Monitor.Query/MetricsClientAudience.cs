namespace Azure.Monitor.Query;

/// <summary>Whom the token of a <see cref="MetricsClient"/> is for.</summary>
public readonly struct MetricsClientAudience : IEquatable<MetricsClientAudience>
{
    private readonly string _value;

    public MetricsClientAudience(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static MetricsClientAudience AzureChina { get; } = new("https://metrics.monitor.azure.cn");

    public static MetricsClientAudience AzureGovernment { get; } = new("https://metrics.monitor.azure.us");

    public static MetricsClientAudience AzurePublicCloud { get; } = new("https://metrics.monitor.azure.com");

    public static bool operator ==(MetricsClientAudience left, MetricsClientAudience right) => left.Equals(right);

    public static bool operator !=(MetricsClientAudience left, MetricsClientAudience right) => !left.Equals(right);

    public static implicit operator MetricsClientAudience(string value) => new(value);

    public bool Equals(MetricsClientAudience other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is MetricsClientAudience other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
