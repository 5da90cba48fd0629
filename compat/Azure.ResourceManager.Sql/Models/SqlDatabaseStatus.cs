namespace Azure.ResourceManager.Sql.Models;

/// <summary>State of a database.</summary>
public readonly struct SqlDatabaseStatus : IEquatable<SqlDatabaseStatus>
{
    private readonly string _value;

    public SqlDatabaseStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static SqlDatabaseStatus Online { get; } = new("Online");

    public static SqlDatabaseStatus Restoring { get; } = new("Restoring");

    public static SqlDatabaseStatus RecoveryPending { get; } = new("RecoveryPending");

    public static SqlDatabaseStatus Recovering { get; } = new("Recovering");

    public static SqlDatabaseStatus Suspect { get; } = new("Suspect");

    public static SqlDatabaseStatus Offline { get; } = new("Offline");

    public static SqlDatabaseStatus Standby { get; } = new("Standby");

    public static SqlDatabaseStatus Shutdown { get; } = new("Shutdown");

    public static SqlDatabaseStatus EmergencyMode { get; } = new("EmergencyMode");

    public static SqlDatabaseStatus AutoClosed { get; } = new("AutoClosed");

    public static SqlDatabaseStatus Copying { get; } = new("Copying");

    public static SqlDatabaseStatus Creating { get; } = new("Creating");

    public static SqlDatabaseStatus Inaccessible { get; } = new("Inaccessible");

    public static SqlDatabaseStatus OfflineSecondary { get; } = new("OfflineSecondary");

    public static SqlDatabaseStatus Pausing { get; } = new("Pausing");

    public static SqlDatabaseStatus Paused { get; } = new("Paused");

    public static SqlDatabaseStatus Resuming { get; } = new("Resuming");

    public static SqlDatabaseStatus Scaling { get; } = new("Scaling");

    public static SqlDatabaseStatus OfflineChangingDwPerformanceTiers { get; } = new("OfflineChangingDwPerformanceTiers");

    public static SqlDatabaseStatus OnlineChangingDwPerformanceTiers { get; } = new("OnlineChangingDwPerformanceTiers");

    public static SqlDatabaseStatus Disabled { get; } = new("Disabled");

    public static SqlDatabaseStatus Stopping { get; } = new("Stopping");

    public static SqlDatabaseStatus Stopped { get; } = new("Stopped");

    public static SqlDatabaseStatus Starting { get; } = new("Starting");

    public static bool operator ==(SqlDatabaseStatus left, SqlDatabaseStatus right) => left.Equals(right);

    public static bool operator !=(SqlDatabaseStatus left, SqlDatabaseStatus right) => !left.Equals(right);

    public static implicit operator SqlDatabaseStatus(string value) => new(value);

    public bool Equals(SqlDatabaseStatus other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is SqlDatabaseStatus other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
