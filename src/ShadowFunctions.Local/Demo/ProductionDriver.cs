using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Demo;

/// <summary>
/// Lets emulated production live: minute by minute it applies a scaled-down number of writes and adds up the statement statistics that
/// the demand of that minute stands for. What happened is kept together with how far it went, so that a crash repeats or loses nothing, and
/// every minute is a pure function of (seed, minute, state before).
/// </summary>
/// <param name="traceOf">Demand of a store.</param>
/// <param name="seed">Seed of the demonstration.</param>
/// <param name="startsAt">When production begins to live; earlier history has no rows.</param>
public sealed class ProductionDriver(Func<Store, IDemandTrace> traceOf, long seed, DateTimeOffset startsAt)
{
    /// <summary>Changes kept in the log: a shadow that lags further behind is copied anew.</summary>
    private const int KeptChanges = 20_000;

    /// <summary>Minutes of one transaction.</summary>
    private const int MinutesPerStep = 720;

    /// <summary>What the emulated shop's owner says about personal data.</summary>
    public static IReadOnlyList<MaskingRule> Masking => DemoProduction.Masking;

    /// <summary>Applies all whole minutes before <paramref name="now"/>; makes production first when there is none. Earlier instants change nothing.</summary>
    public void AdvanceTo(Store store, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        var storeSeed = SeededChance.SeedOf(seed, store.Id);
        DemoProduction.EnsureCreated(store, storeSeed, startsAt);
        using var connection = DemoProduction.Open(store);
        var trace = traceOf(store);
        while (Step(connection, trace, storeSeed, now.ToUnixTimeSeconds() / 60))
        {
        }
    }

    /// <summary>One transaction; false when nothing is left to do.</summary>
    private static bool Step(SqliteConnection connection, IDemandTrace trace, long seed, long until)
    {
        // The marker is read inside the transaction that writes it: of two callers the second finds the work done.
        using var transaction = connection.BeginTransaction();
        using var marker = connection.CreateCommand();
        marker.Transaction = transaction;
        marker.CommandText = "SELECT value FROM _shadow_demo_state WHERE name = 'minute'";
        var from = (long)marker.ExecuteScalar()!;
        var to = Math.Min(until, from + MinutesPerStep);
        if (to <= from)
        {
            return false;
        }

        var writes = new ShopWrites(connection, transaction, seed);
        var statistics = new QueryStatistics(connection, transaction);
        for (var minute = from; minute < to; minute++)
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(minute * 60);
            var demand = trace.DemandVCores(at);
            writes.Apply(minute, demand);
            statistics.Add(minute, trace is EventTrace eventful
                ? eventful.Executions(at, statistics.CpuSecondsEach)
                : QueryMix.Executions(seed, minute, demand, statistics.CpuSecondsEach));
        }

        marker.CommandText = "UPDATE _shadow_demo_state SET value = @minute WHERE name = 'minute'";
        marker.Parameters.AddWithValue("@minute", to);
        marker.ExecuteNonQuery();
        DemoProduction.Prune(connection, transaction, KeptChanges);
        transaction.Commit();
        return to < until;
    }
}
