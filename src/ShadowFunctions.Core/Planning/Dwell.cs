namespace ShadowFunctions.Core.Planning;

/// <summary>
/// The owner's minimum dwell in a plan: while the size in force has to stand, nothing smaller is asked for, and a larger size is taken at the price of the
/// time it binds beyond the hour it lands in. That price does not depend on whether the size would be kept anyway: counting on demand that is
/// still to come would make more of it a reason to wait, and so give a smaller size now.
/// </summary>
internal static class Dwell
{
    /// <summary>Makes smaller sizes as good as forbidden in the steps before the size in force may be left.</summary>
    public static void Hold(double[] stage, PlanRequest request, PlanClock clock, int current, double forbidden)
    {
        var sizes = request.Ladder.Sizes.Count;
        var steps = stage.Length / (Outlook.Count * sizes);
        for (var step = 0; step < steps && clock.AskedAt(step) < request.StandsUntil; step++)
        {
            for (var outlook = 0; outlook < Outlook.Count; outlook++)
            {
                for (var size = 0; size < current; size++)
                {
                    stage[(((step * Outlook.Count) + outlook) * sizes) + size] += forbidden;
                }
            }
        }
    }

    /// <summary>Postpones what a plan would make smaller before the size before has stood for long enough.</summary>
    public static void Keep(int[] sizes, PlanClock clock, int current, int minutes)
    {
        var until = DateTimeOffset.MinValue;
        for (var step = 0; step < sizes.Length && minutes > 0; step++)
        {
            var before = step == 0 ? current : sizes[step - 1];
            sizes[step] = sizes[step] < before && clock.AskedAt(step) < until ? before : sizes[step];
            until = sizes[step] == before ? until : clock.ReadyAt(step).AddMinutes(minutes);
        }
    }

    /// <summary>Hours that a larger size asked for in a step binds beyond those it is paid for anyway.</summary>
    public static double BoundHours(PlanClock clock, int step, int minutes, bool hourly)
    {
        var ready = clock.ReadyAt(step);
        return hourly ? Math.Floor(((ready.UtcTicks % TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute)) / (double)TimeSpan.TicksPerHour) : minutes / 60.0;
    }
}
