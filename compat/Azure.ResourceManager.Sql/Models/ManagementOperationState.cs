namespace Azure.ResourceManager.Sql.Models;

/// <summary>State of an operation on a database.</summary>
public readonly struct ManagementOperationState : IEquatable<ManagementOperationState>
{
    private readonly string _value;

    public ManagementOperationState(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static ManagementOperationState Pending { get; } = new("Pending");

    public static ManagementOperationState InProgress { get; } = new("InProgress");

    public static ManagementOperationState Succeeded { get; } = new("Succeeded");

    public static ManagementOperationState Failed { get; } = new("Failed");

    public static ManagementOperationState CancelInProgress { get; } = new("CancelInProgress");

    public static ManagementOperationState Cancelled { get; } = new("Cancelled");

    public static bool operator ==(ManagementOperationState left, ManagementOperationState right) => left.Equals(right);

    public static bool operator !=(ManagementOperationState left, ManagementOperationState right) => !left.Equals(right);

    public static implicit operator ManagementOperationState(string value) => new(value);

    public bool Equals(ManagementOperationState other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is ManagementOperationState other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
