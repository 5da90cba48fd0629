namespace ShadowFunctions.Local.Cloud;

/// <summary>The headers by which an accepted operation is polled.</summary>
public enum OperationHeaders
{
    /// <summary>Azure-AsyncOperation and Location, as recorded traffic has them.</summary>
    Both,

    /// <summary>Azure-AsyncOperation alone.</summary>
    AsyncOperation,

    /// <summary>Location alone, as the specification's examples print it.</summary>
    Location,

    /// <summary>None: the address is lost.</summary>
    None,
}
