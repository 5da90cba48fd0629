using ShadowFunctions.Sql.Load;
using ShadowFunctions.Sql.Tests.Sampling;
using ShadowFunctions.Sql.Workload;

namespace ShadowFunctions.Sql.Tests.Workload;

public sealed class SqliteRehearsalTests : IDisposable
{
    private readonly ShopDatabase _shop = new(customers: 400);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task A_rehearsal_tells_the_work_at_full_size_and_the_size_to_buy()
    {
        var before = _shop.Production("SELECT sum(total), count(*) FROM orders").Single();
        var result = await RunAsync(Request());

        // A scan of a sampled table is proportional to the sample: at full size it is what production itself counts.
        var report = result.Statements.Single(s => s.Id == "report");
        Assert.Equal(Steps("SELECT status, count(*) FROM orders GROUP BY status"), report.ProductionWork, 0.15 * report.ProductionWork);
        var point = result.Statements.Single(s => s.Id == "customer");
        Assert.Equal(point.ShadowWork, point.ProductionWork, 0.1 * point.ShadowWork);
        Assert.All(result.Statements, s => Assert.Equal(0, s.Errors));

        Assert.Equal(6, result.Steps.Count);
        Assert.All(result.Steps, s => Assert.True(s.AchievedPerSecond > 0));
        Assert.Equal(result.Event.PerSecond, result.Curve.Single(c => c.Multiple == 1).PerSecond);
        Assert.True(result.Curve.Zip(result.Curve.Skip(1)).All(p => p.Second.Amounts.CpuVCores > p.First.Amounts.CpuVCores));
        Assert.True(result.Event.Amounts.CpuVCores > 2 * result.Normal.Amounts.CpuVCores);
        Assert.NotNull(result.Event.Size);
        Assert.Equal(before, _shop.Production("SELECT sum(total), count(*) FROM orders").Single());
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_shop.ShadowPath)!, "*.load-*"));
    }

    [Fact]
    public async Task The_store_itself_is_refused_under_every_name()
    {
        var folder = Path.GetDirectoryName(_shop.ProductionPath)!;
        var (link, hard, through) = (Path.Combine(folder, "link.db"), Path.Combine(folder, "hard.db"), Path.Combine(folder, "through"));
        File.CreateSymbolicLink(link, _shop.ProductionPath);
        Directory.CreateSymbolicLink(through, folder);
        List<string> names = [_shop.ProductionPath, Path.Combine(folder, "..", Path.GetFileName(folder), "production.db"), link, Path.Combine(through, "production.db")];
        if (OperatingSystem.IsLinux())
        {
            using var ln = System.Diagnostics.Process.Start("ln", [_shop.ProductionPath, hard]);
            await ln.WaitForExitAsync(Cancel);
            names.Add(hard);
        }

        foreach (var name in names)
        {
            var error = await Assert.ThrowsAsync<ProfileException>(() => RunAsync(Request() with { ShadowConnection = $"Data Source={name}" }));
            Assert.Contains("never writes to the store it samples", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_of_someone_else_is_refused()
    {
        using var other = new ShopDatabase(customers: 5);
        var error = await Assert.ThrowsAsync<ProfileException>(() => RunAsync(Request() with { ShadowConnection = $"Data Source={other.ProductionPath}" }));
        Assert.Contains("is no shadow", error.Message, StringComparison.Ordinal);
        Assert.Equal(15L, other.Production("SELECT count(*) FROM orders").Single()[0]);
    }

    [Fact]
    public async Task What_cannot_be_rehearsed_says_what_to_give_instead()
    {
        async Task<string> Error(RehearsalRequest request) => (await Assert.ThrowsAsync<ProfileException>(() => RunAsync(request))).Message;
        Assert.Contains("--store is no connection string", await Error(Request() with { StoreConnection = "Server=x;Trusted=1" }), StringComparison.Ordinal);
        Assert.Contains("same engine", await Error(Request() with { ShadowConnection = "Host=x;Database=y" }), StringComparison.Ordinal);
        Assert.Contains("does not exist", await Error(Request() with { StoreConnection = "Data Source=/nowhere.db" }), StringComparison.Ordinal);
        Assert.Contains("write the mix into the file", await Error(Request() with { Document = Document with { Statements = [] } }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rehearsal_that_has_cost_enough_ends_and_what_was_measured_stands()
    {
        var money = new SteppingTime();
        var result = await RunAsync(Request() with
        {
            Seconds = 14, // Two a step: enough for several looks.
            Limits = () => new LoadLimits(money) { PricePerHour = 1, MaxCost = 3 },
            OnProgress = _ => money.Pass(TimeSpan.FromHours(0.9)), // At the fourth progress since the load began it is the third step's turn.
        });
        Assert.Equal((ReasonToStop.Cost, 2), (result.Stopped!.Value, result.Steps.Count));
        Assert.Contains(result.Doubts, d => d.Contains("stopped after 2 whole steps because the money", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_shadow_at_its_limit_is_not_loaded()
    {
        var full = Request() with { Seconds = 14, Limits = () => new LoadLimits(TimeProvider.System) { Shadow = new ShadowLimits(StorageBytes: 1) } };
        var error = await Assert.ThrowsAsync<ProfileException>(() => RunAsync(full));
        Assert.Contains("came near a limit of its own", error.Message, StringComparison.Ordinal);
    }

    private static ProfileDocument Document { get; } = new()
    {
        Name = "sale",
        Multiplier = 3,
        Sample = new ProfileSample { Fraction = 0.5, EntityRoot = "customers", RowsPerSecond = 1e6 },
        Statements =
        [
            new() { Name = "customer", Text = "SELECT * FROM customers WHERE id = @id", RatePerSecond = 100 },
            new() { Name = "report", Text = "SELECT status, count(*) FROM orders GROUP BY status", RatePerSecond = 1 },
            new() { Name = "pay", Text = "UPDATE orders SET total = total + 1 WHERE id = @id", RatePerSecond = 10, Transaction = "pay" },
            new() { Name = "take", Text = "UPDATE stock SET quantity = quantity - 1 WHERE product_id = @id", RatePerSecond = 10, Transaction = "pay" },
        ],
    };

    private RehearsalRequest Request() =>
        new($"Data Source={_shop.ProductionPath};Pooling=False", $"Data Source={_shop.ShadowPath};Pooling=False", Document, 3.5, 7) { Connections = 2 };

    private static Task<RehearsalResult> RunAsync(RehearsalRequest request) =>
        new Rehearser(new LoadClock(), TimeProvider.System).RunAsync(request, Cancel);

    /// <summary>Steps of SQLite's machine for a statement on production.</summary>
    private double Steps(string text)
    {
        _ = SQLitePCL.raw.sqlite3_prepare_v2(_shop.Owner.Handle!, text, out var statement);
        using (statement)
        {
            while (SQLitePCL.raw.sqlite3_step(statement) == SQLitePCL.raw.SQLITE_ROW)
            {
            }

            return SQLitePCL.raw.sqlite3_stmt_status(statement, SQLitePCL.raw.SQLITE_STMTSTATUS_VM_STEP, 0);
        }
    }
}
