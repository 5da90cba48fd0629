using System.Diagnostics;
using System.Globalization;
using Npgsql;
using ShadowFunctions.Bench.Impact;
using ShadowFunctions.Core.Model;
using ShadowFunctions.TestKit.Postgres;

// What replication at the default rate costs production, and how it yields to overload. See README.md.
var pairs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
const string database = "postgres";
const double PassSeconds = 300;

await Cores.MoveToAsync(Cores.Production);
await using var production = await PostgresCluster.StartAsync("wal_level=logical", "shared_buffers=256MB", "max_wal_size=4GB", "synchronous_commit=off", "checkpoint_timeout=1h");
await Cores.MoveToAsync(Cores.Others);
await using var shadow = await PostgresCluster.StartAsync("shared_buffers=64MB", "fsync=off");
var load = new Pgbench(production, database);
await load.FillAsync(scale: 20);
var most = await load.FloodAsync(clients: 4, seconds: 5);
var rate = Math.Round(most * 0.3);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"production: pgbench scale 20, {most:F0} transactions/s at most, {rate:F0}/s offered; {pairs} pairs of {seconds} s; seed {seed}; {Environment.ProcessorCount} cores, {(Cores.AreApart ? "production on one, clients, sampler and shadow on the other" : "shared by all")}{(Cores.ClientsGoFirst ? ", clients first" : "")}"));

var replication = await Replication.CreateAsync(production, shadow, database);
await replication.PassAsync(2);
await load.RateAsync(rate, 3, seed);
var (clock, passes, pass) = (Stopwatch.StartNew(), 1, replication.PassAsync(PassSeconds));

var random = new Random(seed);
var (without, with) = (new List<(double PerSecond, double P99)>(), new List<(double PerSecond, double P99)>());
var (pages, waited) = (0, TimeSpan.Zero);
for (var pair = 0; pair < pairs; pair++)
{
    var (first, arrivals) = (random.Next(2), random.Next());
    foreach (var replicates in (bool[])[first == 0, first == 1])
    {
        await KeepPassAsync(20);
        var (pagesBefore, waitedBefore) = (replication.Dialect.Pages, replication.Dialect.LogTime);
        replication.Dialect.Paused = !replicates;
        (replicates ? with : without).Add(await load.RateAsync(rate, seconds, arrivals));
        replication.Dialect.Paused = true;
        pages += replication.Dialect.Pages - pagesBefore;
        waited += replication.Dialect.LogTime - waitedBefore;
    }
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"replication: {passes} passes, {(double)pages / pairs:F1} pages and {waited.TotalMilliseconds / pairs:F0} ms of waiting for the change log in a window"));
var holds = Pairs.Report("throughput/s", [.. without.Select(w => w.PerSecond)], [.. with.Select(w => w.PerSecond)]);
holds &= Pairs.Report("p99 ms", [.. without.Select(w => w.P99)], [.. with.Select(w => w.P99)]);
holds &= await OverloadAsync();
return holds ? 0 : 1;

// A pass lasts as long as a cycle of the app; a busy moment may end it before.
async Task KeepPassAsync(double secondsLeft)
{
    if (pass.IsCompleted || clock.Elapsed.TotalSeconds > PassSeconds - secondsLeft)
    {
        replication.Dialect.Paused = false;
        await pass;
        (clock, passes, pass) = (Stopwatch.StartNew(), passes + 1, replication.PassAsync(PassSeconds));
        await Task.Delay(1000);
    }
}

// A pass is under way, then production is flooded: how many pages are begun after that?
async Task<bool> OverloadAsync()
{
    await KeepPassAsync(40);
    replication.Dialect.Paused = false;
    await Task.Delay(4000);
    var flood = load.FloodAsync(clients: 32, seconds: 12);
    var onset = await OnsetAsync();
    var (pagesBefore, stop) = (replication.Dialect.Pages, Stopwatch.StartNew());
    var batch = await pass;
    var (pagesAfter, stopped) = (replication.Dialect.Pages - pagesBefore, stop.Elapsed);
    await flood;
    var yielded = batch.Guard == ReasonCode.NoHeadroom && pagesAfter <= 1;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"overload: {onset} sessions at work; the pass had begun {pagesBefore} pages and began {pagesAfter} more, ended after {stopped.TotalSeconds:F1} s with {batch.Guard}  {(yielded ? "holds" : "DOES NOT HOLD")}"));
    return yielded;
}

async Task<long> OnsetAsync()
{
    await using var source = NpgsqlDataSource.Create(production.Connection(database));
    while (true)
    {
        await using var command = source.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND application_name = 'pgbench'");
        if (await command.ExecuteScalarAsync() is long busy && busy >= 8)
        {
            return busy;
        }

        await Task.Delay(50);
    }
}
