namespace Azure.ResourceManager.Sql.Models;

/// <summary>Whether read-only connections go to a readable secondary.</summary>
public readonly struct DatabaseReadScale : IEquatable<DatabaseReadScale>
{
    private readonly string _value;

    public DatabaseReadScale(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static DatabaseReadScale Enabled { get; } = new("Enabled");

    public static DatabaseReadScale Disabled { get; } = new("Disabled");

    public static bool operator ==(DatabaseReadScale left, DatabaseReadScale right) => left.Equals(right);

    public static bool operator !=(DatabaseReadScale left, DatabaseReadScale right) => !left.Equals(right);

    public static implicit operator DatabaseReadScale(string value) => new(value);

    public bool Equals(DatabaseReadScale other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is DatabaseReadScale other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
