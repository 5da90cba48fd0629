namespace Microsoft.DurableTask.Client;

/// <summary>What a deletion did.</summary>
public class PurgeResult
{
    /// <summary>A result whose completeness is not known.</summary>
    public PurgeResult(int count)
        : this(count, null)
    {
    }

    /// <summary>A result.</summary>
    public PurgeResult(int count, bool? isComplete)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PurgedInstanceCount = count;
        IsComplete = isComplete;
    }

    /// <summary>Instances deleted.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether nothing was left over; null when not known.</summary>
    public bool? IsComplete { get; }
}
