using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Tests.Activities;

/// <summary>How a platform behaves in one test.</summary>
internal sealed record PlatformScript
{
    /// <summary>What an accepted change ends as; InProgress never ends.</summary>
    public ScaleProgressState End { get; init; } = ScaleProgressState.Succeeded;

    /// <summary>False: the end is reported but the size stays.</summary>
    public bool TakesEffect { get; init; } = true;

    public int TransientRefusals { get; init; }

    public bool Refuses { get; init; }

    /// <summary>True: a cancel is refused, because the change has just been made.</summary>
    public bool CancelComesTooLate { get; init; }
}
