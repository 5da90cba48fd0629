using System.Globalization;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>
/// Which transactions a snapshot shows. Decoding reads the log and so knows of a commit before any snapshot shows it; a change that the
/// snapshot does not show must wait, or its row would be read too early and never again.
/// </summary>
internal sealed class PostgresSnapshot
{
    private readonly uint _max;
    private readonly HashSet<uint> _running;
    private readonly long? _replayed;

    private PostgresSnapshot(uint max, HashSet<uint> running, long? replayed) => (_max, _running, _replayed) = (max, running, replayed);

    /// <summary>A snapshot of a primary, as <c>pg_current_snapshot()</c> writes it: <c>xmin:xmax:xip,…</c>.</summary>
    public static PostgresSnapshot Of(string text)
    {
        var parts = text.Split(':');
        var running = parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Short).ToHashSet();
        return new PostgresSnapshot(Short(parts[1]), running, null);
    }

    /// <summary>A snapshot of a replica taken after the log was replayed up to a position: it shows all that had committed by then.</summary>
    public static PostgresSnapshot OfReplica(long replayed) => new(0, [], replayed);

    /// <summary>True when the snapshot shows a transaction.</summary>
    /// <param name="transaction">Its short number, as decoding gives it.</param>
    /// <param name="end">Position of its end in the log.</param>
    public bool Shows(uint transaction, long end) =>
        _replayed is { } replayed ? end <= replayed : (int)(transaction - _max) < 0 && !_running.Contains(transaction);

    /// <summary>Decoding gives 32 bits of a number whose upper half counts the rounds; all numbers in use lie within half a round.</summary>
    private static uint Short(string number) => unchecked((uint)ulong.Parse(number, CultureInfo.InvariantCulture));
}
