using System.Data.Common;
using System.Text;

namespace ShadowFunctions.Sql.Load;

/// <summary>The server's error.</summary>
public sealed class PostgresLoadException : DbException
{
    /// <summary>Creates the exception.</summary>
    public PostgresLoadException()
        : this("The statement failed.", "XX000")
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public PostgresLoadException(string message)
        : this(message, "XX000")
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public PostgresLoadException(string message, Exception innerException)
        : base(message, innerException) => SqlState = "XX000";

    /// <summary>Creates the exception with a message and the server's code.</summary>
    public PostgresLoadException(string message, string sqlState)
        : base(message) => SqlState = sqlState;

    /// <inheritdoc/>
    public override string SqlState { get; }

    internal static PostgresLoadException Of(ReadOnlySpan<byte> body)
    {
        var fields = Encoding.UTF8.GetString(body).Split('\0').Where(f => f.Length > 1).ToLookup(f => f[0], f => f[1..]);
        return new PostgresLoadException($"{fields['C'].FirstOrDefault()}: {fields['M'].FirstOrDefault()}", fields['C'].FirstOrDefault() ?? "XX000");
    }
}
