using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Api;

/// <summary>Body of <c>PUT /api/stores/{id}/scenarios/{name}</c>.</summary>
public sealed record ScenarioRequest
{
    /// <summary>Name; may be left out, else it must be that of the address.</summary>
    public string? Name { get; init; }

    /// <summary>First local instant of the window.</summary>
    public required DateTime StartLocal { get; init; }

    /// <summary>First local instant after the window.</summary>
    public required DateTime EndLocal { get; init; }

    /// <summary>IANA time zone.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>Load as a multiple of what would be without the event.</summary>
    public double? Multiplier { get; init; }

    /// <summary>Executions per second per template id.</summary>
    public IReadOnlyDictionary<string, double>? Rates { get; init; }

    /// <summary>Relative uncertainty of the effect.</summary>
    public double RelativeUncertainty { get; init; } = 0.15;

    /// <summary>The database of an elastic pool that the event is of; left out for the whole store.</summary>
    public string? Database { get; init; }

    /// <summary>Who announced it.</summary>
    public ScenarioSource Source { get; init; } = ScenarioSource.User;

    /// <summary>The scenario under the name of the address.</summary>
    public Scenario ToScenario(string name) => new()
    {
        Name = Name ?? name,
        StartLocal = StartLocal,
        EndLocal = EndLocal,
        TimeZone = TimeZone,
        Multiplier = Multiplier,
        Rates = Rates,
        RelativeUncertainty = RelativeUncertainty,
        Database = Database,
        Source = Source,
    };
}
