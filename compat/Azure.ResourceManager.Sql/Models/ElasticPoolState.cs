namespace Azure.ResourceManager.Sql.Models;

/// <summary>State of an elastic pool.</summary>
public readonly struct ElasticPoolState : IEquatable<ElasticPoolState>
{
    private readonly string _value;

    public ElasticPoolState(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static ElasticPoolState Creating { get; } = new("Creating");

    public static ElasticPoolState Ready { get; } = new("Ready");

    public static ElasticPoolState Disabled { get; } = new("Disabled");

    public static bool operator ==(ElasticPoolState left, ElasticPoolState right) => left.Equals(right);

    public static bool operator !=(ElasticPoolState left, ElasticPoolState right) => !left.Equals(right);

    public static implicit operator ElasticPoolState(string value) => new(value);

    public bool Equals(ElasticPoolState other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is ElasticPoolState other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
