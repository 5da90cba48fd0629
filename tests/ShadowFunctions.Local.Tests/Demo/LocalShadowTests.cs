using System.Diagnostics;
using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Local.Demo;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Rehearsal;
using ShadowFunctions.Sql.Sampling;

namespace ShadowFunctions.Local.Tests.Demo;

/// <summary>The local data plane from emulated production to the rehearsal.</summary>
public sealed class LocalShadowTests : IDisposable
{
    private readonly EmulatedShop _shop = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Production_is_sampled_masked_and_rehearsed()
    {
        await new LocalShadowProvisioner(_shop.Files).EnsureAsync(_shop.Store(), Cancel);
        var first = await SampleAsync(_shop, 0);
        var second = await SampleAsync(_shop, 30);
        var observation = await new LocalWorkloadSource(_shop.Driver).ReadAsync(_shop.Store(), EmulatedShop.Start, EmulatedShop.Start.AddMinutes(30), Cancel);
        var run = await RunAsync(_shop, observation);

        Assert.InRange(first.Coverage, 0.02, 0.09);
        Assert.InRange(second.RowsRead, 1, 2 * 30 * ShopWrites.MaxRows + 500);
        Assert.Empty(EmulatedShop.Query(_shop.Files.Shadow("orders"), "PRAGMA foreign_key_check"));
        Assert.Equal(["200"], EmulatedShop.Query(_shop.Files.Shadow("orders"), "SELECT count(*) FROM products"));
        Assert.Empty(EmulatedShop.Query(_shop.Files.Shadow("orders"), "SELECT 1 FROM customers WHERE email LIKE '%@mailbox.example' OR phone IS NOT NULL"));
        Assert.Equal((400, 0, null), (run.Statements, run.Errors, run.Guard));
        Assert.All(run.Costs, c => Assert.True(c.LogicalWork > 0));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_figures()
    {
        using var other = new EmulatedShop();
        Assert.Equal(await FiguresAsync(_shop), await FiguresAsync(other));
    }

    [Fact]
    public async Task A_shadow_is_found_again_and_can_be_removed()
    {
        var provisioner = new LocalShadowProvisioner(_shop.Files);
        var handle = await provisioner.EnsureAsync(_shop.Store(), Cancel);
        Assert.Equal(handle, await provisioner.EnsureAsync(_shop.Store(), Cancel));
        await provisioner.RemoveAsync(_shop.Store(), Cancel);
        await provisioner.RemoveAsync(_shop.Store(), Cancel);
        Assert.False(File.Exists(new SqliteConnectionStringBuilder(handle.Connection).DataSource));
    }

    [Fact]
    public async Task What_a_store_costs_the_machine_is_printed()
    {
        var clock = Stopwatch.StartNew();
        _shop.Driver.AdvanceTo(_shop.Store(), EmulatedShop.Start);
        var created = clock.ElapsedMilliseconds;
        clock.Restart();
        for (var minute = 5; minute <= 600; minute += 5)
        {
            _shop.Driver.AdvanceTo(_shop.Store(), EmulatedShop.Start.AddMinutes(minute));
        }

        var advanced = clock.Elapsed.TotalMilliseconds / 120;
        clock.Restart();
        await SampleAsync(_shop, 600);
        var sampled = clock.ElapsedMilliseconds;
        clock.Restart();
        var observation = await new LocalWorkloadSource(_shop.Driver).ReadAsync(_shop.Store(), EmulatedShop.Start, EmulatedShop.Start.AddMinutes(600), Cancel);
        await RunAsync(_shop, observation);
        TestContext.Current.SendDiagnosticMessage(
            $"create {created} ms, five minutes {advanced:F2} ms, first copy {sampled} ms, rehearsal {clock.ElapsedMilliseconds} ms");
        Assert.NotEmpty(observation.Templates);
    }

    private static async Task<string> FiguresAsync(EmulatedShop shop)
    {
        var batches = new[] { await SampleAsync(shop, 0), await SampleAsync(shop, 45), await SampleAsync(shop, 95) };
        var observation = await new LocalWorkloadSource(shop.Driver).ReadAsync(shop.Store(), EmulatedShop.Start, EmulatedShop.Start.AddMinutes(90), Cancel);
        var run = await RunAsync(shop, observation);
        return string.Join('\n', batches.Select(b => $"{b}")) + string.Join('\n', observation.Templates) + run.Statements
            + string.Join('\n', run.Costs.Select(c => FormattableString.Invariant($"{c.TemplateId} {c.Executions} {c.LogicalWork:R} {c.DataPages:R} {c.LogBytes:R}")));
    }

    private static Task<ReplicationBatch> SampleAsync(EmulatedShop shop, int minute)
    {
        var settings = new ReplicationSettings { SampleFraction = 0.05, Masking = ProductionDriver.Masking };
        var replicator = new LocalReplicator(shop.Driver, new SampledReplicator(new SqliteDialect(), new SeededMaskingKey(42)));
        return replicator.SampleAsync(
            shop.Store(), new ReplicationRequest($"b{minute}", EmulatedShop.Start.AddMinutes(minute), settings, 500, 300, 0.8, 42), Cancel);
    }

    private static Task<WorkloadRun> RunAsync(EmulatedShop shop, WorkloadObservation observation)
    {
        var profile = new WorkloadProfile("recorded", [.. observation.Templates.Select(t => new WorkloadItem(t.Template, t.RatePerSecond, 0.8))]);
        return new WorkloadRunner(new SqliteDialect()).RunAsync(
            shop.Store(), new WorkloadRunRequest("run", EmulatedShop.Start, profile, new WorkloadSettings(), 42), Cancel);
    }
}
