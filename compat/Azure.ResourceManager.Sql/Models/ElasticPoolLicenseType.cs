namespace Azure.ResourceManager.Sql.Models;

/// <summary>Licence a pool is billed with.</summary>
public readonly struct ElasticPoolLicenseType : IEquatable<ElasticPoolLicenseType>
{
    private readonly string _value;

    public ElasticPoolLicenseType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static ElasticPoolLicenseType LicenseIncluded { get; } = new("LicenseIncluded");

    public static ElasticPoolLicenseType BasePrice { get; } = new("BasePrice");

    public static bool operator ==(ElasticPoolLicenseType left, ElasticPoolLicenseType right) => left.Equals(right);

    public static bool operator !=(ElasticPoolLicenseType left, ElasticPoolLicenseType right) => !left.Equals(right);

    public static implicit operator ElasticPoolLicenseType(string value) => new(value);

    public bool Equals(ElasticPoolLicenseType other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is ElasticPoolLicenseType other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
