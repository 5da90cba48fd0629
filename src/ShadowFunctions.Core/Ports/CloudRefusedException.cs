namespace ShadowFunctions.Core.Ports;

/// <summary>An outside system refused; a repeat will not help. Carries the system's own error code.</summary>
public sealed class CloudRefusedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public CloudRefusedException()
    {
    }

    /// <summary>Creates the exception with what happened.</summary>
    public CloudRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what happened and its cause.</summary>
    public CloudRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The system's error code, for example <c>ResourceNotFound</c>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>True when what was asked about is not there.</summary>
    public bool NotFound { get; init; }
}
