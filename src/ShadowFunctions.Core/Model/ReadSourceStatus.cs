namespace ShadowFunctions.Core.Model;

/// <summary>Where a read source stands.</summary>
public enum ReadSourceStatus
{
    /// <summary>Recorded; the platform may or may not have been asked.</summary>
    Making,

    /// <summary>It can be read.</summary>
    Ready,

    /// <summary>The sampler has read all there was, or it is given up: it is being removed.</summary>
    Removing,

    /// <summary>It is gone.</summary>
    Ended,
}
