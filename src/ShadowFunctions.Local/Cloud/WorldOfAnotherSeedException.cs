namespace ShadowFunctions.Local.Cloud;

/// <summary>The state folder holds a world that another seed made; the message names both seeds and the remedy.</summary>
public sealed class WorldOfAnotherSeedException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public WorldOfAnotherSeedException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public WorldOfAnotherSeedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public WorldOfAnotherSeedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
