namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Orchestrators and activities by name. Names ignore case. Fill it before the engine starts.</summary>
public sealed class TaskRegistry
{
    private readonly Dictionary<string, OrchestratorFunction> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ActivityFunction> _activities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the orchestrators, in order.</summary>
    public IEnumerable<string> OrchestratorNames => _orchestrators.Keys.Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the activities, in order.</summary>
    public IEnumerable<string> ActivityNames => _activities.Keys.Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds an orchestrator.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public TaskRegistry AddOrchestrator(string name, OrchestratorFunction orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        _orchestrators.Add(name, orchestrator);
        return this;
    }

    /// <summary>Adds an activity.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public TaskRegistry AddActivity(string name, ActivityFunction activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        _activities.Add(name, activity);
        return this;
    }

    internal bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    internal OrchestratorFunction FindOrchestrator(string name) =>
        _orchestrators.GetValueOrDefault(name) ?? throw Unknown("orchestrator", name, OrchestratorNames);

    internal ActivityFunction FindActivity(string name) =>
        _activities.GetValueOrDefault(name) ?? throw Unknown("activity", name, ActivityNames);

    internal static ArgumentException Unknown(string kind, string name, IEnumerable<string> known) =>
        new($"There is no {kind} named '{name}'. Known: {string.Join(", ", known)}.");
}
