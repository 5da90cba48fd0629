namespace ShadowFunctions.Core.Ports;

/// <summary>A document was changed by someone else since it was read. Read again and decide again.</summary>
public sealed class ConcurrencyException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ConcurrencyException()
    {
    }

    /// <summary>Creates the exception with what happened.</summary>
    public ConcurrencyException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what happened and its cause.</summary>
    public ConcurrencyException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
