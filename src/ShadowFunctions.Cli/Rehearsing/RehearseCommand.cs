using System.CommandLine;

namespace ShadowFunctions.Cli.Rehearsing;

/// <summary><c>shadow rehearse</c>: rehearses a coming load on a shadow of the user's own store.</summary>
internal static class RehearseCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var store = new Option<string>("--store") { Required = true, Description = "Connection string of production: SQLite ('Data Source=shop.db'), PostgreSQL ('Host=…;Database=…'), SQL Server or Azure SQL ('Server=…;Database=…'; signs in with Entra, or by 'User ID' and SQLCMDPASSWORD). It is only read." };
        var shadow = new Option<string?>("--shadow") { Description = "Connection string of an empty database of the same engine on another server (SQLite: another file; left out, a temporary one)." };
        var scenario = new Option<string>("--scenario") { Required = true, Description = "The workload and what the event does to it: JSON, see docs/rehearsal.md." };
        var workload = new Option<string?>("--workload") { Description = "Captured file that gives the mix: JSON lines, CSV or PostgreSQL's csvlog, .gz too; see docs/rehearsal.md." };
        var seconds = new Option<double>("--seconds") { Description = "Seconds of load, all steps together (default 60).", DefaultValueFactory = _ => 60 };
        var connections = new Option<int>("--connections") { Description = "Connections of the load (default 8).", DefaultValueFactory = _ => 8 };
        var cost = new Option<double?>("--max-cost") { Description = "Most money for the load, by --price-per-hour; it ends when that is used up." };
        var price = new Option<double?>("--price-per-hour") { Description = "What an hour of the shadow costs." };
        var storage = new Option<double?>("--shadow-gib") { Description = "Storage of the shadow in GiB; the load ends when less than a twentieth of it is free." };
        var seed = new Option<int>("--seed") { Description = "Seed of every random choice.", DefaultValueFactory = _ => 20260831 };
        var json = new Option<string?>("--json") { Description = "Write the result to this file." };
        var report = new Option<string?>("--report") { Description = "Write a page with charts to this file." };
        var sameServer = new Option<bool>("--same-server") { Description = "Let the shadow be another database of production's server: only where it serves nobody." };
        var command = new Command("rehearse", "Rehearse a coming load on a small shadow of your own store: what each resource needs, where the knee is, which size to buy.")
        {
            store, shadow, scenario, workload, seconds, connections, cost, price, storage, seed, json, report, sameServer,
        };
        command.SetAction((result, cancellationToken) => RehearseRun.RunAsync(
            new RehearseOptions(result.GetValue(store)!, result.GetValue(shadow), result.GetValue(scenario)!, result.GetValue(json), result.GetValue(report))
            {
                WorkloadFile = result.GetValue(workload),
                Seconds = result.GetValue(seconds),
                Connections = result.GetValue(connections),
                MaxCost = result.GetValue(cost),
                PricePerHour = result.GetValue(price),
                StorageGib = result.GetValue(storage),
                Seed = result.GetValue(seed),
                AllowSameServer = result.GetValue(sameServer),
            },
            cancellationToken));
        return command;
    }
}
