namespace Azure.ResourceManager.Sql.Models;

/// <summary>Kind of enclave of a database or pool.</summary>
public readonly struct SqlAlwaysEncryptedEnclaveType : IEquatable<SqlAlwaysEncryptedEnclaveType>
{
    private readonly string _value;

    public SqlAlwaysEncryptedEnclaveType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static SqlAlwaysEncryptedEnclaveType Default { get; } = new("Default");

    public static SqlAlwaysEncryptedEnclaveType Vbs { get; } = new("VBS");

    public static bool operator ==(SqlAlwaysEncryptedEnclaveType left, SqlAlwaysEncryptedEnclaveType right) => left.Equals(right);

    public static bool operator !=(SqlAlwaysEncryptedEnclaveType left, SqlAlwaysEncryptedEnclaveType right) => !left.Equals(right);

    public static implicit operator SqlAlwaysEncryptedEnclaveType(string value) => new(value);

    public bool Equals(SqlAlwaysEncryptedEnclaveType other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is SqlAlwaysEncryptedEnclaveType other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
