using System.Data;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects.SqlServer;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.Sql.Tests.Load;

namespace ShadowFunctions.Sql.Tests.SqlServer;

/// <summary>A load on SQL Server against a fake: what is sent in which order, in which types, and what becomes of the counters.</summary>
public sealed class SqlServerLoadTests
{
    private const string Read = "SELECT [total] FROM [sales].[orders] WHERE [customer] = @c";
    private const string Write = "UPDATE [sales].[orders] SET [total] = @t WHERE [customer] = @c";

    private readonly FakeSqlServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_shadow_forgets_that_it_is_a_sample_before_a_load_and_is_empty_after_it()
    {
        await using (var target = await CreateAsync())
        {
            var window = await new LoadMeter(new LoadGenerator(new VirtualClock()), new VirtualClock()) { MostRepeats = 0 }.RunAsync(
                Plan(), target, new LoadSettings { Segments = [new(1, 50)], Connections = 1, WarmUpSeconds = 0, Seed = 3 }, Cancel);
            Assert.True(window.Load.Completed > 10);
            Assert.Empty(window.Load.Errors);
        }

        var texts = _server.Texts.ToList();
        Assert.True(texts.IndexOf(TSql.ForgetCopy) < texts.IndexOf(Read));
        Assert.All(TSqlTexts.Schema.Tables, t => Assert.InRange(texts.IndexOf(TSqlTables.Trust(t)), texts.IndexOf(TSql.ForgetCopy), texts.IndexOf(Read)));
        var drops = TSqlTexts.Schema.Tables.Select(TSqlTables.Drop).Prepend(TSqlTables.DropReference("sales", "orders", "FK_c")).Append("committed").ToList();
        Assert.Equal(drops, texts.Where(drops.Contains));
        Assert.True(texts.IndexOf(drops[0]) > texts.LastIndexOf(Read));
        Assert.Empty(_server.Open);
    }

    [Fact]
    public async Task Parameters_have_the_types_of_their_columns_and_transactions_are_kept_together()
    {
        await using var target = await CreateAsync();
        using (var connection = target.Open(Plan()))
        {
            connection.Begin();
            Assert.Equal(8, connection.Execute(0, [5L]));
            connection.Execute(1, ["12.50", "6"]);
            connection.Finish(failed: false);
            connection.Begin();
            _server.Run = _ => null;
            Assert.Throws<FakeSqlServer.FakeSqlException>(() => connection.Execute(1, [null, 7L]));
            connection.Finish(failed: true);
        }

        var sent = _server.Sent.Where(s => s.Session == 2).ToList();
        Assert.Equal(
            [TSql.LoadSession, TSql.SessionId, TSql.BeginUnit, Read, Write, TSql.CommitUnit, TSql.BeginUnit, Write, TSql.RollbackUnit, TSql.SessionUse, TSql.SessionWaits],
            sent.Select(s => s.Text));
        Assert.Equal([5], sent[3].Values);
        Assert.Equal([12.50m, 6], sent[4].Values);
        Assert.Equal([null, 7], sent[7].Values);
    }

    [Fact]
    public async Task Counters_are_those_of_the_loads_own_sessions_open_and_closed()
    {
        await using var target = await CreateAsync();
        var before = await target.ReadCountersAsync(Cancel);
        Assert.Equal((0, 0, 4096, 3, 81920, 0), (before.CpuSeconds, before.LogicalReads, before.LogBytes, before.PhysicalWrites, before.StorageBytes, before.Workers));

        var (first, second) = (target.Open(Plan()), target.Open(Plan())); // Sessions 2 and 3; 77 is someone else's.
        var during = await target.ReadCountersAsync(Cancel);
        Assert.Equal((0.5, 20, 2, 2, 1), (during.CpuSeconds, during.LogicalReads, during.PhysicalReads, during.LogicalWrites, during.Workers));

        first.Dispose();
        first.Dispose();
        second.Dispose();
        var after = await target.ReadCountersAsync(Cancel);
        Assert.Equal((2 + 3, 80, 8, 4, 0), (after.CpuSeconds, after.LogicalReads, after.PhysicalReads, after.LogicalWrites, after.Workers));
        Assert.Equal(1, after.WaitSeconds["WRITELOG"]);
    }

    [Fact]
    public async Task A_session_that_the_server_ends_is_opened_again_and_its_cpu_is_unknown_instead_of_too_small()
    {
        await using var target = await CreateAsync();
        using (var connection = target.Open(Plan()))
        {
            connection.Execute(0, [5L]);
            _server.Open.Last().Close();
            connection.Execute(0, [6L]);
        }

        Assert.Equal([(2, 5), (3, 6)], _server.Sent.Where(s => s.Text == Read).Select(s => (s.Session, (int)s.Values[0]!)));
        var after = await target.ReadCountersAsync(Cancel);
        Assert.Null(after.CpuSeconds);
        Assert.Equal(4096, after.LogBytes);
    }

    [Theory]
    [InlineData("int", SqlDbType.Int, 0)]
    [InlineData("varchar(20)", SqlDbType.VarChar, 20)]
    [InlineData("nvarchar(max)", SqlDbType.NVarChar, -1)]
    [InlineData("decimal(12,2)", SqlDbType.Decimal, 0)]
    [InlineData("date", SqlDbType.Date, 0)]
    [InlineData("time(0)", SqlDbType.Time, 0)]
    [InlineData("datetime2(7)", SqlDbType.DateTime2, 0)]
    [InlineData("datetimeoffset(3)", SqlDbType.DateTimeOffset, 0)]
    [InlineData("varbinary(max)", SqlDbType.VarBinary, -1)]
    [InlineData("uniqueidentifier", SqlDbType.UniqueIdentifier, 0)]
    public void The_driver_declares_the_columns_own_type(string declared, SqlDbType expected, int size)
    {
        var parameter = new Microsoft.Data.SqlClient.SqlParameter();
        SqlServerType.Of(declared).Declare(parameter);
        Assert.Equal((expected, size), (parameter.SqlDbType, parameter.Size));
    }

    [Fact]
    public void Every_column_type_of_a_shadow_has_a_parameter_type_that_takes_any_value() => Assert.All(TSqlTexts.Schema.Tables.SelectMany(t => t.Columns), c =>
    {
        var type = SqlServerType.Of(c.DataType);
        foreach (var value in (object?[])[null, "10", "no number", 1_000_000_001L, 2.5, true, 3.5m, new DateTime(2026, 1, 2), new byte[] { 1 }, Guid.Empty])
        {
            _ = type.Fit(value); // Whatever comes, it is no exception in a thread of the load.
        }

        Assert.Null(type.Fit(null));
    });

    [Fact]
    public void A_value_takes_the_form_of_its_type()
    {
        Assert.Equal((short)(1_000_000_001L % short.MaxValue), SqlServerType.Of("smallint").Fit(1_000_000_001L));
        Assert.Equal(7, SqlServerType.Of("int").Fit("7"));
        Assert.Null(SqlServerType.Of("int").Fit("seven"));
        Assert.Equal(new DateTime(2026, 1, 1), SqlServerType.Of("date").Fit("2026-01-01"));
        Assert.Equal("10", SqlServerType.Text.Fit("10"));
    }

    private static LoadPlan Plan() => new(
        [
            new(new QueryTemplate("r", Read, QueryClass.Read), ["@c"], (random, values) => values[0] = random.NextInt64(100)),
            new(new QueryTemplate("w", Write, QueryClass.Write), ["@t", "@c"], (random, values) => (values[0], values[1]) = (1.5m, random.NextInt64(100))),
        ],
        [new LoadUnit("read", [0], 1), new LoadUnit("pay", [0, 1], 1, IsTransaction: true)]);

    private Task<SqlServerLoadTarget> CreateAsync() => SqlServerLoadTarget.CreateAsync(TSqlTexts.Dialect, _server.Connect, Cancel);
}
