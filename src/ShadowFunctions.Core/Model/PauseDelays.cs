namespace ShadowFunctions.Core.Model;

/// <summary>Idle minutes after which a serverless size can be made to pause.</summary>
/// <param name="MinMinutes">The shortest.</param>
/// <param name="MaxMinutes">The longest.</param>
/// <param name="StepMinutes">Steps between the two.</param>
public sealed record PauseDelays(int MinMinutes, int MaxMinutes, int StepMinutes)
{
    /// <summary>The shortest delay that can be configured and is not shorter than asked for; the longest when none is. -1, never, stays.</summary>
    public int AtLeast(int minutes)
    {
        var step = Math.Max(1, StepMinutes);
        var steps = Math.Max(0, (minutes - MinMinutes + step - 1) / step);
        return minutes == -1 ? -1 : Math.Min(MinMinutes + (steps * step), MaxMinutes - ((MaxMinutes - MinMinutes) % step));
    }

    /// <summary>True when a delay can be configured; -1, never, always can.</summary>
    public bool Has(int minutes) => minutes == -1
        || (minutes >= MinMinutes && minutes <= MaxMinutes && (minutes - MinMinutes) % Math.Max(1, StepMinutes) == 0);
}
