namespace ShadowFunctions.Core.Model;

/// <summary>
/// Where the sampler reads production's rows. All but the first are databases of our own that hold production's data as it is: they are made
/// only with the owner's explicit word, read by the sampler alone, and removed when it has read. The shadow itself is always sampled and masked.
/// </summary>
public enum ReadSource
{
    /// <summary>Production's own connection, or the replica that it names.</summary>
    Production,

    /// <summary>A named replica of a Hyperscale database: no copy, no load on the primary's compute, read only.</summary>
    NamedReplica,

    /// <summary>A restore from backups to a few minutes ago: no load on production at all.</summary>
    PointInTimeRestore,

    /// <summary>A database copy: consistent at its end; sending it costs the source some log.</summary>
    DatabaseCopy,
}
