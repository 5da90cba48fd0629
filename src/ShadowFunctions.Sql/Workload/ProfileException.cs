namespace ShadowFunctions.Sql.Workload;

/// <summary>A file with a workload cannot be used; the message names field, value and remedy.</summary>
public sealed class ProfileException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ProfileException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public ProfileException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ProfileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
