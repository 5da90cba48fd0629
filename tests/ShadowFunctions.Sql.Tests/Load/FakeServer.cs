using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Load;

namespace ShadowFunctions.Sql.Tests.Load;

/// <summary>A server that takes virtual time: what one execution takes is asked for by instant and statement.</summary>
internal sealed class FakeServer(VirtualClock clock, Func<double, int, double> seconds) : ILoadTarget, ILoadConnection
{
    public List<string> Log { get; } = [];

    /// <summary>What it tells of itself; null for its virtual time as CPU.</summary>
    public Func<ServerCounters>? Counters { get; init; }

    public Func<int, bool> Fails { get; init; } = _ => false;

    public static LoadPlan Plan(params LoadUnit[] units) => new(
        [.. Enumerable.Range(0, 1 + units.Max(u => u.Statements.Max())).Select(i => new LoadStatement(
            new QueryTemplate($"s{i}", $"SELECT {i}", QueryClass.Read), ["@a"], (random, values) => values[0] = random.Next()))],
        units);

    public ILoadConnection Open(LoadPlan plan) => this;

    public long Execute(int statement, ReadOnlySpan<object?> values)
    {
        Log.Add($"s{statement}");
        clock.Work(seconds(clock.Now * 1e-9, statement));
        return Fails(statement) ? throw new PostgresLoadException("42P01: relation \"x\" does not exist", "42P01") : 10;
    }

    public void Begin() => Log.Add("begin");

    public void Finish(bool failed) => Log.Add(failed ? "rollback" : "commit");

    public Task<ServerCounters> ReadCountersAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Counters?.Invoke() ?? new ServerCounters { CpuSeconds = clock.Now * 1e-9 });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Dispose()
    {
    }
}
