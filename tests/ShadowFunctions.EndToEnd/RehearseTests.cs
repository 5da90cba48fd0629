using Microsoft.Data.Sqlite;

namespace ShadowFunctions.EndToEnd;

/// <summary><c>shadow rehearse</c> as a user runs it, with a captured file and limits.</summary>
public sealed class RehearseTests : IDisposable
{
    // Two seconds a step: enough for several looks at the limits.
    private const string Seconds = "14";

    private readonly TempFolder _folder = new();

    public RehearseTests()
    {
        using var connection = new SqliteConnection($"Data Source={_folder["shop.db"]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE customers(id INTEGER PRIMARY KEY, region INTEGER NOT NULL);
            CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id), total REAL NOT NULL);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO customers SELECT i, i % 7 FROM n;
            INSERT INTO orders SELECT 3 * c.id + k.k, c.id, 10 * k.k FROM customers c, (SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2) k;
            """;
        command.ExecuteNonQuery();
        File.WriteAllText(_folder["event.json"], """{"name":"sale","multiplier":2,"sample":{"fraction":0.5,"entityRoot":"customers","rowsPerSecond":1000000}}""");
        File.WriteAllLines(_folder["captured.jsonl"], Enumerable.Range(0, 21).Select(i =>
            $$"""{"at":"2026-08-31T06:00:{{i:00}}Z","text":"{{(i % 2 == 0 ? $"SELECT region FROM customers WHERE id = {1 + i}" : $"UPDATE orders SET total = total + 1 WHERE id = {4 + i}")}}"}"""));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_captured_file_gives_the_mix_and_limits_that_are_far_off_change_nothing()
    {
        (await Run("--workload", _folder["captured.jsonl"], "--max-cost", "1000", "--price-per-hour", "0.5", "--shadow-gib", "10", "--json", _folder["out.json"], "--seconds", "3.5"))
            .MustSucceed();

        var result = Summary.Read(_folder["out.json"]);
        var rates = result["statements"]!.AsArray().ToDictionary(s => s!.AsObject().Text("text")!.Split(' ')[0], s => s!.AsObject().Number("ratePerSecond"));
        Assert.Equal(["SELECT", "UPDATE"], rates.Keys.Order());

        // Eleven and ten of them in the twenty seconds from the first instant to the last.
        Assert.Equal(11 / 20.0, rates["SELECT"], 1e-9);
        Assert.Equal(10 / 20.0, rates["UPDATE"], 1e-9);
        Assert.Null(result["stopped"]);
        Assert.Equal(6, result["steps"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("the money it may cost was used up", "--max-cost", "0.001", "--price-per-hour", "36000")]
    [InlineData("the shadow came near a limit of its own", "--shadow-gib", "0.000001")]
    public async Task A_load_that_may_not_even_begin_is_refused_with_what_stopped_it(string reason, params string[] limits) =>
        (await Run(["--workload", _folder["captured.jsonl"], "--seconds", Seconds, .. limits])).MustRefuse(reason, "Allow it more");

    [Theory]
    [InlineData("--max-cost", "0", "above 0")]
    [InlineData("--max-cost", "3", "--price-per-hour is missing")]
    [InlineData("--price-per-hour", "-1", "above 0")]
    [InlineData("--shadow-gib", "0", "above 0")]
    [InlineData("--workload", "/no/such/file.jsonl", "does not exist")]
    [InlineData("--seconds", "1", "3 to 3600")]
    [InlineData("--store", "Server=x", "no connection string of")]
    public async Task A_wrong_option_is_named_with_its_value_and_remedy(string option, string value, string remedy) =>
        (await Run(option, value)).MustRefuse(option, option == "--store" ? "Data Source=" : value, remedy);

    [Fact]
    public async Task A_captured_file_that_cannot_be_read_is_refused_with_the_place()
    {
        File.AppendAllText(_folder["captured.jsonl"], "{\"at\": \"yesterday\", \"text\": \"SELECT 1\"}\n");

        (await Run("--workload", _folder["captured.jsonl"])).MustRefuse("--workload", "captured.jsonl", "line 22");
    }

    private Task<ShadowResult> Run(params string[] more) => ShadowProcess.RunAsync(
        TestContext.Current.CancellationToken,
        ["rehearse", .. more.Contains("--store") ? Array.Empty<string>() : ["--store", $"Data Source={_folder["shop.db"]}"], "--scenario", _folder["event.json"], .. more]);
}
