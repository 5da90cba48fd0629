namespace ShadowFunctions.Core.Model;

/// <summary>Idle minutes after which a serverless size can be made to pause.</summary>
/// <param name="MinMinutes">The shortest.</param>
/// <param name="MaxMinutes">The longest.</param>
/// <param name="StepMinutes">Steps between the two.</param>
public sealed record PauseDelays(int MinMinutes, int MaxMinutes, int StepMinutes)
{
    /// <summary>True when a delay can be configured; -1, never, always can.</summary>
    public bool Has(int minutes) => minutes == -1
        || (minutes >= MinMinutes && minutes <= MaxMinutes && (minutes - MinMinutes) % Math.Max(1, StepMinutes) == 0);
}
