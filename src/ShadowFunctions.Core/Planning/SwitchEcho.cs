using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>
/// Tells saturation that a switch brought from saturation that the size brought. A switch drops connections and leaves a cold cache, so a few
/// minutes after it are full whatever the size. After a switch up, what had queued up before keeps the larger size busy for a while. A switch down
/// finds nothing queued: a store that stays full after it was made too small, and those minutes are short.
/// </summary>
internal static class SwitchEcho
{
    private const int LookBackMinutes = 60;

    private static readonly Echo AfterUp = new(Saturation.SettlingMinutes, 45);
    private static readonly Echo AfterDown = new(3, 10);

    /// <summary>
    /// False where the minute has been saturated without a break since the first minutes after the last switch, and not yet for longer than the switch explains.
    /// </summary>
    /// <param name="ladder">The store's ladder: tells up from down.</param>
    /// <param name="samples">Minutes in time order.</param>
    /// <param name="at">Which of them.</param>
    public static bool Over(SizeLadder ladder, IReadOnlyList<UsageSample> samples, int at)
    {
        if (LastSwitch(samples, at) is not var (before, after))
        {
            return true;
        }

        var echo = ladder.IsAbove(samples[before].Size!, samples[after].Size!) ? AfterDown : AfterUp;
        var first = at;
        while (first > after && samples[first - 1].Saturated && Minutes(samples, first - 1, at) < echo.LongestMinutes)
        {
            first--;
        }

        return Minutes(samples, after, first) >= echo.SettlingMinutes;
    }

    /// <summary>
    /// The last minute at the size before and the first at the size in force; null where that has been in force for as long as the minutes tell. Minutes
    /// of an unknown size tell nothing.
    /// </summary>
    private static (int Before, int After)? LastSwitch(IReadOnlyList<UsageSample> samples, int at)
    {
        var (size, first) = (samples[at].Size, at);
        for (var i = at - 1; i >= 0 && Minutes(samples, i + 1, at) < LookBackMinutes; i--)
        {
            if (samples[i].Size is { } known)
            {
                size ??= known;
                if (known != size)
                {
                    return (i, first);
                }

                first = i;
            }
        }

        return null;
    }

    private static double Minutes(IReadOnlyList<UsageSample> samples, int from, int to) => (samples[to].Minute - samples[from].Minute).TotalMinutes;

    /// <param name="SettlingMinutes">Saturation that begins so soon after the switch is taken as brought by it,</param>
    /// <param name="LongestMinutes">for so long at most.</param>
    private sealed record Echo(int SettlingMinutes, int LongestMinutes);
}
