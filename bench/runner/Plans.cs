using System.Globalization;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Load;

namespace ShadowFunctions.Bench.Runner;

/// <summary>The statements of the benchmark, pgbench's own where it is compared with it.</summary>
internal static class Plans
{
    public const int Rows = 100_000;

    public static LoadPlan PointReads { get; } = One("SELECT name, total FROM item WHERE id = @id", ["@id"], (random, values) => values[0] = random.NextInt64(1, Rows + 1));

    public static LoadPlan ReadsAndWrites { get; } = new(
        [
            PointReads.Statements[0],
            Statement("UPDATE item SET total = total + 1 WHERE id = @id", ["@id"], (random, values) => values[0] = random.NextInt64(1, Rows + 1)),
        ],
        [new LoadUnit("read", [0], 95), new LoadUnit("write", [1], 5)]);

    public static LoadPlan SelectOnly(int accounts) => One(
        "SELECT abalance FROM pgbench_accounts WHERE aid = $1", ["$1"], (random, values) => values[0] = Text(random.Next(1, accounts + 1)));

    public static LoadPlan TpcB(int scale)
    {
        // Within one transaction pgbench uses one account, teller, branch and amount: the first statement of the thread's unit draws them.
        var drawn = new ThreadLocal<(string Account, string Teller, string Branch, string Amount)>();
        DrawValues First() => (random, values) =>
        {
            drawn.Value = (Text(random.Next(1, (scale * 100_000) + 1)), Text(random.Next(1, (scale * 10) + 1)), Text(random.Next(1, scale + 1)), Text(random.Next(-5000, 5001)));
            (values[0], values[1]) = (drawn.Value.Amount, drawn.Value.Account);
        };
        return new LoadPlan(
            [
                Statement("UPDATE pgbench_accounts SET abalance = abalance + $1 WHERE aid = $2", ["$1", "$2"], First()),
                Statement("SELECT abalance FROM pgbench_accounts WHERE aid = $1", ["$1"], (_, v) => v[0] = drawn.Value.Account),
                Statement("UPDATE pgbench_tellers SET tbalance = tbalance + $1 WHERE tid = $2", ["$1", "$2"], (_, v) => (v[0], v[1]) = (drawn.Value.Amount, drawn.Value.Teller)),
                Statement("UPDATE pgbench_branches SET bbalance = bbalance + $1 WHERE bid = $2", ["$1", "$2"], (_, v) => (v[0], v[1]) = (drawn.Value.Amount, drawn.Value.Branch)),
                Statement("INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES ($1, $2, $3, $4, CURRENT_TIMESTAMP)", ["$1", "$2", "$3", "$4"],
                    (_, v) => (v[0], v[1], v[2], v[3]) = (drawn.Value.Teller, drawn.Value.Branch, drawn.Value.Account, drawn.Value.Amount)),
            ],
            [new LoadUnit("tpc-b", [0, 1, 2, 3, 4], 1, IsTransaction: true)]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static LoadPlan One(string text, string[] parameters, DrawValues draw) =>
        new([Statement(text, parameters, draw)], [new LoadUnit("one", [0], 1)]);

    private static LoadStatement Statement(string text, string[] parameters, DrawValues draw) => new(
        new QueryTemplate(text.Split(' ')[0] + " " + text.GetHashCode(StringComparison.Ordinal).ToString("x8", CultureInfo.InvariantCulture), text, QueryClass.Read), parameters, draw);
}
