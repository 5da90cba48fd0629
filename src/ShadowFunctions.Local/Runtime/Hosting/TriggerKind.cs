namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>What starts a function.</summary>
public enum TriggerKind
{
    /// <summary>A request under the route prefix of host.json.</summary>
    Http,

    /// <summary>An NCRONTAB schedule.</summary>
    Timer,

    /// <summary>A durable orchestration.</summary>
    Orchestration,

    /// <summary>A durable activity.</summary>
    Activity,
}
