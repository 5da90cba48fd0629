namespace ShadowFunctions.Core.Planning;

/// <summary>Whose writes go first.</summary>
public enum WriteUrgency
{
    /// <summary>A store is made larger.</summary>
    Up,

    /// <summary>A store is made smaller.</summary>
    Down,

    /// <summary>The reactive net is moved.</summary>
    Triggers,
}
