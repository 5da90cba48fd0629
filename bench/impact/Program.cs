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
    $"production: pgbench scale 20, {most:F0} transactions/s at most, {rate:F0}/s offered; {pairs} pairs of {seconds} s; seed {seed}; {Environment.ProcessorCount} cores, {(Cores.AreApart ? "production on one, clients, sampler and shadow on the other" : "shared by all")}"));

var replication = await Replication.CreateAsync(production, shadow, database);
await replication.PassAsync(2);
await load.RateAsync(rate, 3, seed);

var random = new Random(seed);
var (without, with) = (new List<(double PerSecond, double P99)>(), new List<(double PerSecond, double P99)>());
var (rows, guarded) = (0L, 0);
for (var pair = 0; pair < pairs; pair++)
{
    var (first, arrivals) = (random.Next(2), random.Next());
    foreach (var replicates in (bool[])[first == 0, first == 1])
    {
        var pass = replicates ? replication.PassAsync(Pgbench.WarmUpSeconds + seconds) : null;
        (replicates ? with : without).Add(await load.RateAsync(rate, seconds, arrivals));
        if (pass is not null)
        {
            var batch = await pass;
            rows += batch.RowsRead;
            guarded += batch.Guard == ReasonCode.NoHeadroom ? 1 : 0;
        }
    }
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"replication: {(double)rows / pairs / (Pgbench.WarmUpSeconds + seconds):F0} rows/s read of {Replication.Settings.MaxRowsPerSecond} allowed; {guarded} of {pairs} passes gave way to a busy moment; {replication.Dialect.LogTime.TotalSeconds / pairs:F3} s per pass waiting for the change log"));
var holds = Pairs.Report("throughput/s", [.. without.Select(w => w.PerSecond)], [.. with.Select(w => w.PerSecond)]);
holds &= Pairs.Report("p99 ms", [.. without.Select(w => w.P99)], [.. with.Select(w => w.P99)]);
holds &= await OverloadAsync();
return holds ? 0 : 1;

// A pass is under way, then production is flooded: how many pages are begun after that?
async Task<bool> OverloadAsync()
{
    var pass = replication.PassAsync(30);
    await Task.Delay(4000);
    var flood = load.FloodAsync(clients: 32, seconds: 12);
    var onset = await OnsetAsync();
    var (pagesBefore, clock) = (replication.Dialect.Pages, Stopwatch.StartNew());
    var batch = await pass;
    var (pagesAfter, stopped) = (replication.Dialect.Pages - pagesBefore, clock.Elapsed);
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
