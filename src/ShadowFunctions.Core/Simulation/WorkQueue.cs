namespace ShadowFunctions.Core.Simulation;

/// <summary>Work that waits: served oldest first, given up when it waited too long. One entry per minute of arrival, in vCore-minutes.</summary>
internal static class WorkQueue
{
    /// <summary>One minute: arrivals join, the oldest work is done first, what has waited longer than the patience is dropped.</summary>
    public static (IReadOnlyList<double> Waiting, double Served, double Dropped) Serve(
        IReadOnlyList<double> waiting, double arrived, double capacity, int patienceMinutes)
    {
        if (waiting.Count == 0 && arrived <= capacity)
        {
            return ([], arrived, 0);
        }

        double[] queue = [.. waiting, arrived];
        var left = capacity;
        for (var i = 0; i < queue.Length && left > 0; i++)
        {
            var done = Math.Min(queue[i], left);
            queue[i] -= done;
            left -= done;
        }

        var dropped = queue.Length > patienceMinutes ? queue[0] : 0;
        var kept = queue.Length > patienceMinutes ? queue[1..] : queue;
        return (kept.All(w => w <= 0) ? [] : kept, capacity - Math.Max(0, left), dropped);
    }
}
