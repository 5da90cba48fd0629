namespace ShadowFunctions.Core.Model;

/// <summary>Who announced a scenario.</summary>
public enum ScenarioSource
{
    /// <summary>A person, through the API.</summary>
    User,

    /// <summary>A calendar.</summary>
    Calendar,

    /// <summary>An event webhook.</summary>
    Event,
}
