namespace Azure.ResourceManager.Sql.Models;

/// <summary>Kind of a secondary database.</summary>
public readonly struct SecondaryType : IEquatable<SecondaryType>
{
    private readonly string _value;

    public SecondaryType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static SecondaryType Geo { get; } = new("Geo");

    public static SecondaryType Named { get; } = new("Named");

    public static bool operator ==(SecondaryType left, SecondaryType right) => left.Equals(right);

    public static bool operator !=(SecondaryType left, SecondaryType right) => !left.Equals(right);

    public static implicit operator SecondaryType(string value) => new(value);

    public bool Equals(SecondaryType other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is SecondaryType other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
