namespace Azure.Monitor.Query;

/// <summary>Whom the token of a <see cref="MetricsQueryClient"/> is for.</summary>
public readonly struct MetricsQueryAudience : IEquatable<MetricsQueryAudience>
{
    private readonly string _value;

    public MetricsQueryAudience(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static MetricsQueryAudience AzureChina { get; } = new("https://management.chinacloudapi.cn");

    public static MetricsQueryAudience AzureGovernment { get; } = new("https://management.usgovcloudapi.net");

    public static MetricsQueryAudience AzurePublicCloud { get; } = new("https://management.azure.com");

    public static bool operator ==(MetricsQueryAudience left, MetricsQueryAudience right) => left.Equals(right);

    public static bool operator !=(MetricsQueryAudience left, MetricsQueryAudience right) => !left.Equals(right);

    public static implicit operator MetricsQueryAudience(string value) => new(value);

    public bool Equals(MetricsQueryAudience other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is MetricsQueryAudience other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
