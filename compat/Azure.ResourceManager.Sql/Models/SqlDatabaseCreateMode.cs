namespace Azure.ResourceManager.Sql.Models;

/// <summary>How a database comes into being.</summary>
public readonly struct SqlDatabaseCreateMode : IEquatable<SqlDatabaseCreateMode>
{
    private readonly string _value;

    public SqlDatabaseCreateMode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static SqlDatabaseCreateMode Default { get; } = new("Default");

    public static SqlDatabaseCreateMode Copy { get; } = new("Copy");

    public static SqlDatabaseCreateMode Secondary { get; } = new("Secondary");

    public static SqlDatabaseCreateMode PointInTimeRestore { get; } = new("PointInTimeRestore");

    public static SqlDatabaseCreateMode Restore { get; } = new("Restore");

    public static SqlDatabaseCreateMode Recovery { get; } = new("Recovery");

    public static SqlDatabaseCreateMode RestoreExternalBackup { get; } = new("RestoreExternalBackup");

    public static SqlDatabaseCreateMode RestoreExternalBackupSecondary { get; } = new("RestoreExternalBackupSecondary");

    public static SqlDatabaseCreateMode RestoreLongTermRetentionBackup { get; } = new("RestoreLongTermRetentionBackup");

    public static SqlDatabaseCreateMode OnlineSecondary { get; } = new("OnlineSecondary");

    public static bool operator ==(SqlDatabaseCreateMode left, SqlDatabaseCreateMode right) => left.Equals(right);

    public static bool operator !=(SqlDatabaseCreateMode left, SqlDatabaseCreateMode right) => !left.Equals(right);

    public static implicit operator SqlDatabaseCreateMode(string value) => new(value);

    public bool Equals(SqlDatabaseCreateMode other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is SqlDatabaseCreateMode other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
