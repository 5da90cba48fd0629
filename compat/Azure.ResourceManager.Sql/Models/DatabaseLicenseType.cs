namespace Azure.ResourceManager.Sql.Models;

/// <summary>Licence a database is billed with.</summary>
public readonly struct DatabaseLicenseType : IEquatable<DatabaseLicenseType>
{
    private readonly string _value;

    public DatabaseLicenseType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static DatabaseLicenseType LicenseIncluded { get; } = new("LicenseIncluded");

    public static DatabaseLicenseType BasePrice { get; } = new("BasePrice");

    public static bool operator ==(DatabaseLicenseType left, DatabaseLicenseType right) => left.Equals(right);

    public static bool operator !=(DatabaseLicenseType left, DatabaseLicenseType right) => !left.Equals(right);

    public static implicit operator DatabaseLicenseType(string value) => new(value);

    public bool Equals(DatabaseLicenseType other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is DatabaseLicenseType other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
