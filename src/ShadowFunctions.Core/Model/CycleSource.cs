namespace ShadowFunctions.Core.Model;

/// <summary>What started a cycle.</summary>
public enum CycleSource
{
    /// <summary>The schedule.</summary>
    Timer,

    /// <summary>A request to the API.</summary>
    Http,

    /// <summary>An alert of the reactive net.</summary>
    Alert,
}
