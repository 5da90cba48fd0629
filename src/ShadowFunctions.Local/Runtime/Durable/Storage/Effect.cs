namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>What a committed write means for the engine's memory. Loading the file yields the same effects.</summary>
internal abstract record Effect
{
    /// <summary>An instance was created, or replaced by a new one of the same id.</summary>
    public sealed record InstanceStarted(InstanceRow Row) : Effect;

    /// <summary>An instance changed; a run that started over keeps its inbox.</summary>
    public sealed record InstanceChanged(InstanceRow Row) : Effect;

    /// <summary>An instance was deleted.</summary>
    public sealed record InstanceRemoved(string InstanceId) : Effect;

    /// <summary>An instance received something.</summary>
    public sealed record MessageAdded(StoredMessage Message) : Effect;

    /// <summary>An activity was called.</summary>
    public sealed record ActivityAdded(ActivityItem Item) : Effect;
}
