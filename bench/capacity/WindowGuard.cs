namespace ShadowFunctions.Bench.Capacity;

/// <summary>Rejects windows in which the machine was not itself: host took CPU, it ran slow, or the load could not be played on time.</summary>
internal sealed class WindowGuard(Session session)
{
    private const double MostSteal = 0.03;
    private const double SlowestProbe = 1.3;
    private const double LongestWindow = 1.15;
    private const int MostRepeats = 2;
    private readonly List<double> _probes = [];

    /// <summary>Runs a window, again while it is bad; after two repeats the last is taken as it is.</summary>
    public Window Run(Func<Window> window, double seconds)
    {
        for (var repeat = 0; ; repeat++)
        {
            var result = window();
            session.Windows++;
            _probes.Add(result.ProbeMilliseconds);
            if (repeat == MostRepeats || !IsBad(result, seconds))
            {
                return result;
            }

            session.Rejected++;
        }
    }

    private bool IsBad(Window window, double seconds) =>
        window.Steal > MostSteal
        || window.Seconds > LongestWindow * seconds
        || (_probes.Count > 5 && window.ProbeMilliseconds > SlowestProbe * Evidence.Median(_probes));
}
