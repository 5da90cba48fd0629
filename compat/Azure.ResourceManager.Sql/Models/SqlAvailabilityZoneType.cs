namespace Azure.ResourceManager.Sql.Models;

/// <summary>Availability zone a resource is pinned to.</summary>
public readonly struct SqlAvailabilityZoneType : IEquatable<SqlAvailabilityZoneType>
{
    private readonly string _value;

    public SqlAvailabilityZoneType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static SqlAvailabilityZoneType NoPreference { get; } = new("NoPreference");

    public static SqlAvailabilityZoneType One { get; } = new("1");

    public static SqlAvailabilityZoneType Two { get; } = new("2");

    public static SqlAvailabilityZoneType Three { get; } = new("3");

    public static bool operator ==(SqlAvailabilityZoneType left, SqlAvailabilityZoneType right) => left.Equals(right);

    public static bool operator !=(SqlAvailabilityZoneType left, SqlAvailabilityZoneType right) => !left.Equals(right);

    public static implicit operator SqlAvailabilityZoneType(string value) => new(value);

    public bool Equals(SqlAvailabilityZoneType other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is SqlAvailabilityZoneType other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
