namespace ShadowFunctions.Core.Ports;

/// <summary>An outside system could not answer now; a repeat may help. The only exception that orchestrations retry.</summary>
public sealed class TransientCloudException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TransientCloudException()
    {
    }

    /// <summary>Creates the exception with what happened.</summary>
    public TransientCloudException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what happened and its cause.</summary>
    public TransientCloudException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>How long the system asked to wait; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the request may have done.</summary>
    public RequestOutcome Outcome { get; init; }
}
