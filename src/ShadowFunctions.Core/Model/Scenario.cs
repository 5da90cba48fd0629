namespace ShadowFunctions.Core.Model;

/// <summary>An expected event and what it does to load.</summary>
public sealed record Scenario
{
    /// <summary>Unique within the store: letters, digits, hyphens; events of one name are compared with one another.</summary>
    public required string Name { get; init; }

    /// <summary>First local instant of the window, in <see cref="TimeZone"/>.</summary>
    public required DateTime StartLocal { get; init; }

    /// <summary>First local instant after the window, in <see cref="TimeZone"/>.</summary>
    public required DateTime EndLocal { get; init; }

    /// <summary>IANA time zone of the window, for example <c>Europe/Berlin</c>.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>Load in the window as a multiple of the load expected without the event, 0.1 to 100; null when <see cref="Rates"/> is given.</summary>
    public double? Multiplier { get; init; }

    /// <summary>Explicit executions per second per template id in the window; null when <see cref="Multiplier"/> is given.</summary>
    public IReadOnlyDictionary<string, double>? Rates { get; init; }

    /// <summary>Relative uncertainty of the effect (standard deviation), 0 to 2.</summary>
    public double RelativeUncertainty { get; init; } = 0.15;

    /// <summary>The database of an elastic pool that the event is of; null when it is of the whole store.</summary>
    public string? Database { get; init; }

    /// <summary>
    /// What was announced for <see cref="Database"/>; <see cref="Multiplier"/> and <see cref="RelativeUncertainty"/> are then what that does to the pool. Null when the event is of
    /// the whole store.
    /// </summary>
    public double? DatabaseMultiplier { get; init; }

    /// <summary>Who announced it.</summary>
    public ScenarioSource Source { get; init; } = ScenarioSource.User;
}
