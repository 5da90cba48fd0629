namespace Azure.ResourceManager.Sql.Models;

/// <summary>Redundancy of the backup storage.</summary>
public readonly struct SqlBackupStorageRedundancy : IEquatable<SqlBackupStorageRedundancy>
{
    private readonly string _value;

    public SqlBackupStorageRedundancy(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static SqlBackupStorageRedundancy Geo { get; } = new("Geo");

    public static SqlBackupStorageRedundancy Local { get; } = new("Local");

    public static SqlBackupStorageRedundancy Zone { get; } = new("Zone");

    public static SqlBackupStorageRedundancy GeoZone { get; } = new("GeoZone");

    public static bool operator ==(SqlBackupStorageRedundancy left, SqlBackupStorageRedundancy right) => left.Equals(right);

    public static bool operator !=(SqlBackupStorageRedundancy left, SqlBackupStorageRedundancy right) => !left.Equals(right);

    public static implicit operator SqlBackupStorageRedundancy(string value) => new(value);

    public bool Equals(SqlBackupStorageRedundancy other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is SqlBackupStorageRedundancy other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
