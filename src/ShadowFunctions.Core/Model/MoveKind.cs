namespace ShadowFunctions.Core.Model;

/// <summary>What a change of size does to the data, which decides how long it takes.</summary>
public enum MoveKind
{
    /// <summary>Compute is swapped before remote storage: General Purpose, Standard from S2 on, and their pools. Minutes, whatever the data.</summary>
    RemoteStorage,

    /// <summary>Compute is swapped before page servers. Minutes, whatever the data.</summary>
    Hyperscale,

    /// <summary>Data are copied: Premium, Business Critical, and every move between tiers. As long as there are data.</summary>
    CopiesData,
}
