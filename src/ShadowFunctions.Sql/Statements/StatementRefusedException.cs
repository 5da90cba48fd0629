namespace ShadowFunctions.Sql.Statements;

/// <summary>A statement cannot be understood well enough to take every literal out of it. The message says why and where, and never quotes the text.</summary>
public sealed class StatementRefusedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StatementRefusedException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public StatementRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public StatementRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
