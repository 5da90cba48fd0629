using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Local.Demo;

namespace ShadowFunctions.Local.Tests.Demo;

/// <summary>A state folder with one emulated production, driven by a demand that changes every minute.</summary>
internal sealed class EmulatedShop : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("shadow-demo-").FullName;

    public LocalStoreFiles Files => new(_folder);

    public static IDemandTrace Trace { get; } = new GeneratedTrace(DemandPattern.DailyWeekly, 11);

    public ProductionDriver Driver { get; } = new(_ => Trace, 42, Start);

    public Store Store(string id = "orders") => new()
    {
        Id = id,
        ResourceId = $"/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/v/databases/{id}",
        Region = "westeurope",
        ProductionConnection = Files.Production(id),
        ShadowConnection = Files.Shadow(id),
    };

    public static double MeanDemand(DateTimeOffset from, int minutes) =>
        Enumerable.Range(0, minutes).Average(m => Trace.DemandVCores(from.AddMinutes(m)));

    /// <summary>Everything in a database file, as text.</summary>
    public static string Content(string connection)
    {
        var tables = Query(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> '_shadow_ledger' ORDER BY name");
        return string.Join('\n', tables.Select(t => t + "\n" + string.Join('\n', Query(connection, $"SELECT * FROM \"{t}\""))));
    }

    public static List<string> Query(string connection, string sql)
    {
        using var reader = new SqliteConnection(connection);
        reader.Open();
        using var command = reader.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var lines = new List<string>();
        while (rows.Read())
        {
            lines.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => FormattableString.Invariant($"{rows.GetValue(i)}"))));
        }

        return lines;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
