using System.Globalization;
using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Rehearsal;

namespace ShadowFunctions.Local.Demo;

/// <summary>
/// Makes emulated production: the shop's tables filled from a seed, the change log that a shop's owner would set up, and what each statement
/// costs on this data, measured once.
/// </summary>
internal static class DemoProduction
{
    private const int Measurements = 5;

    /// <summary>Masking rules of the shop.</summary>
    public static IReadOnlyList<MaskingRule> Masking => ShopSchema.Masking;

    /// <summary>Opens production as its owner. Written data survives the end of the process, which is all an emulation needs.</summary>
    public static SqliteConnection Open(Store store) => Open(store.ProductionConnection ?? throw new ArgumentException(
        $"Store '{store.Id}' has no ProductionConnection; the emulation needs the path of its file.", nameof(store)));

    /// <summary>Makes the file unless it is there; a half-made one never gets its name.</summary>
    public static void EnsureCreated(Store store, long seed, DateTimeOffset startsAt)
    {
        ArgumentNullException.ThrowIfNull(store.ProductionConnection);
        var path = new SqliteConnectionStringBuilder(store.ProductionConnection).DataSource;
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var unfinished = path + ".new";
        Remove(unfinished, "", "-wal", "-shm");
        var connection = new SqliteConnectionStringBuilder { DataSource = unfinished, Pooling = false }.ConnectionString;
        using (var owner = new SqliteConnection(connection))
        {
            owner.Open();
            Execute(owner, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
            Execute(owner, $"BEGIN;\n{ShopSchema.Tables}\n{ShopSchema.Fill(seed, startsAt)}\nCOMMIT");
            SqliteChangeLog.Install(owner);
            Execute(owner, string.Create(
                CultureInfo.InvariantCulture, $"INSERT INTO _shadow_demo_state VALUES ('minute', {startsAt.ToUnixTimeSeconds() / 60})"));
        }

        Measure(store, connection, (int)seed);
        Remove(unfinished, "-wal", "-shm");
        File.Move(unfinished, path);
    }

    private static void Remove(string path, params ReadOnlySpan<string> suffixes)
    {
        foreach (var suffix in suffixes)
        {
            File.Delete(path + suffix);
        }
    }

    /// <summary>Forgets all but the newest changes.</summary>
    public static void Prune(SqliteConnection owner, SqliteTransaction transaction, int keep)
    {
        using var command = owner.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "DELETE FROM _shadow_changes WHERE seq <= (SELECT max(seq) FROM _shadow_changes) - @keep";
        command.Parameters.AddWithValue("@keep", keep);
        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadWrite, ForeignKeys = true };
        var connection = new SqliteConnection(builder.ConnectionString);
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA recursive_triggers = ON");
        return connection;
    }

    /// <summary>Runs every statement a few times on this data, as a rehearsal would, and keeps the logical work.</summary>
    private static void Measure(Store store, string connection, int seed)
    {
        var profile = new WorkloadProfile("measure", [.. ShopQueries.All.Select(q => new WorkloadItem(q.Template, 1))]);
        var settings = new WorkloadSettings { MaxStatements = Measurements * ShopQueries.All.Count };
        var request = new WorkloadRunRequest("measure", DateTimeOffset.UnixEpoch, profile, settings, seed);
        var run = new WorkloadRunner(new SqliteDialect())
            .RunAsync(store with { ShadowConnection = connection }, request, CancellationToken.None).GetAwaiter().GetResult();
        if (run.Errors > 0)
        {
            throw new InvalidOperationException($"{run.Errors} statements of the emulated shop failed on its own data.");
        }

        using var owner = new SqliteConnection(connection);
        owner.Open();
        foreach (var cost in run.Costs)
        {
            Execute(owner, string.Create(CultureInfo.InvariantCulture,
                $"INSERT INTO _shadow_demo_costs VALUES ('{cost.TemplateId}', {cost.LogicalWork:R}, {cost.DataPages:R}, {cost.LogBytes:R}, {cost.ResultBytes:R})"));
        }

        Execute(owner, "DROP TABLE _shadow_ledger; PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
