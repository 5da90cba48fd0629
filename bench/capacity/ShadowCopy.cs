using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Masking;
using ShadowFunctions.Sql.Sampling;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>
/// Nested samples of production, taken and masked by the product's own sampler: a customer belongs to a sample when its key's place in the universe lies below the
/// fraction, and all that belongs to a customer goes with it. Items are a reference table and are copied whole.
/// </summary>
internal static class ShadowCopy
{
    // A pass reads until its budget is used up; the bench has no one to spare.
    private const double RowsPerSecond = 1e6;
    private const double PassSeconds = 60;

    /// <summary>Copies one fraction into a new database of the shadow's cluster.</summary>
    public static void Make(Server production, string from, Server shadow, string to, double fraction)
    {
        shadow.Execute("postgres", $"CREATE DATABASE {to}");
        shadow.Execute(to, "CREATE EXTENSION pg_stat_statements");
        var store = new Store
        {
            Id = to,
            ResourceId = "/bench",
            Region = "local",
            ProductionConnection = production.Connection(from),
            ShadowConnection = shadow.Connection(to),
        };
        var settings = new ReplicationSettings { SampleFraction = fraction, EntityRoot = "customer", MaxBytesPerSecond = 1e9, Masking = Masking };
        var sampler = new SampledReplicator(new PostgresDialect(), new PassingKey());
        for (var (pass, waiting) = (0, true); waiting; pass++)
        {
            var request = new ReplicationRequest($"{to}-{pass}", DateTimeOffset.UtcNow, settings, RowsPerSecond, PassSeconds, 1, 20260831);
            waiting = sampler.SampleAsync(store, request, default).GetAwaiter().GetResult().MoreWaiting;
        }

        using var source = production.Open(from);
        Imitate(source, shadow, to);
    }

    private static MaskingRule[] Masking { get; } =
    [
        new("customer", "name", MaskingKind.Token), new("customer", "address", MaskingKind.Token), new("item", "name", MaskingKind.Token),
        new("orders", "note", MaskingKind.Token), new("order_line", "note", MaskingKind.Token),
    ];

    /// <summary>
    /// Lets the shadow's planner see production's row counts: it multiplies the density by the real number of pages, so the density is set
    /// to production's rows over the shadow's pages, and the number of distinct values to production's.
    /// </summary>
    private static void Imitate(NpgsqlConnection source, Server shadow, string to)
    {
        using var target = shadow.Open(to);
        var rows = new List<(string Name, float Rows)>();
        using (var command = new NpgsqlCommand(
            "SELECT relname::text, reltuples FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND reltuples > 0", source))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                rows.Add((reader.GetString(0), reader.GetFloat(1)));
            }
        }

        foreach (var (name, count) in rows)
        {
            Do(target, string.Create(CultureInfo.InvariantCulture, $"UPDATE pg_class SET reltuples = {count} WHERE relname = '{name}'"));
        }

        var distinct = new List<(string Table, string Column, float Distinct)>();
        using (var command = new NpgsqlCommand("SELECT tablename::text, attname::text, n_distinct FROM pg_stats WHERE schemaname = 'public'", source))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                distinct.Add((reader.GetString(0), reader.GetString(1), reader.GetFloat(2)));
            }
        }

        foreach (var (table, column, count) in distinct)
        {
            Do(target, string.Create(CultureInfo.InvariantCulture, $"""
                UPDATE pg_statistic SET stadistinct = {count} WHERE starelid = '{table}'::regclass
                AND staattnum = (SELECT attnum FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attname = '{column}')
                """));
        }
    }

    private static void Do(NpgsqlConnection connection, string text)
    {
        using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 300 };
        command.ExecuteNonQuery();
    }

    /// <summary>A key of this run only.</summary>
    private sealed class PassingKey : IMaskingKeyProvider
    {
        private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

        public ValueTask<byte[]> GetKeyAsync(string storeId, CancellationToken cancellationToken) => ValueTask.FromResult(_key);
    }
}
