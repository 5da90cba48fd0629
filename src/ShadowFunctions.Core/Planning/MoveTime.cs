using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>
/// How long one kind of move takes: the vendor's table before anything is known, the store's own operations the more, the more there are.
/// Where data are copied, what is learned is the time per GiB.
/// </summary>
internal static class MoveTime
{
    private const double GibiByte = 1L << 30;
    private const double RemoteStorageMinutes = 5;
    private const double HyperscaleMinutes = 2;
    private const double MinutesPerGib = 1;
    private const double FewestGib = 1;

    /// <summary>Minutes of a move, upper quantile.</summary>
    /// <param name="kind">The kind of move.</param>
    /// <param name="dataBytes">Data stored now.</param>
    /// <param name="level">Level of the quantile.</param>
    /// <param name="past">Past moves of this kind: minutes, and the data stored then where it is known.</param>
    public static double Minutes(MoveKind kind, double dataBytes, double level, IReadOnlyList<(double Minutes, double? DataBytes)> past)
    {
        var unit = kind == MoveKind.CopiesData ? Gib(dataBytes) : 1;
        var table = kind switch
        {
            MoveKind.Hyperscale => HyperscaleMinutes,
            MoveKind.RemoteStorage => RemoteStorageMinutes,
            _ => Math.Max(RemoteStorageMinutes, unit * MinutesPerGib),
        };
        if (past.Count == 0)
        {
            return table;
        }

        double[] perUnit = [.. past.Select(p => p.Minutes / (kind == MoveKind.CopiesData ? Gib(p.DataBytes ?? dataBytes) : 1)).Order()];
        var learned = unit * perUnit[(int)Math.Ceiling(level * perUnit.Length) - 1];

        // A lucky streak is short: what the table promises beyond what was seen fades as one over the number of moves seen.
        return learned + (Math.Max(0, table - learned) / (1 + past.Count));
    }

    private static double Gib(double bytes) => Math.Max(FewestGib, bytes / GibiByte);
}
