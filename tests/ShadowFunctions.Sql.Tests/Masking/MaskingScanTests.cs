using System.Text;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Sql.Tests.Masking;

/// <summary>Reads the bytes of the shadow's files, not its rows: what is in free pages, the log or the ledger counts too.</summary>
public sealed class MaskingScanTests : IDisposable
{
    private readonly ShopDatabase _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task No_text_of_production_is_in_the_shadow_without_a_rule()
    {
        await CopyAsync([]);
        AssertAbsent("SELECT name FROM customers", "SELECT email FROM customers", "SELECT phone FROM customers", "SELECT words FROM reviews",
            "SELECT code FROM regions", "SELECT label FROM regions", "SELECT title FROM products");
        Assert.NotEmpty(_shop.Shadow("SELECT * FROM customers WHERE email <> '' AND region IS NOT NULL"));
    }

    [Fact]
    public async Task No_original_of_a_tokenised_or_emptied_column_is_in_the_shadow()
    {
        await CopyAsync([Rule("name", MaskingKind.Token), Rule("email", MaskingKind.Token), Rule("phone", MaskingKind.Null)]);
        AssertAbsent("SELECT name FROM customers", "SELECT email FROM customers", "SELECT phone FROM customers", "SELECT label FROM regions");
        Assert.All(_shop.Shadow("SELECT name, email, phone FROM customers"), row =>
        {
            Assert.StartsWith("Margarete Sonnenschein".Length.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{((string)row[0]!).LastIndexOf(' ')}", StringComparison.Ordinal);
            Assert.Matches(@"^[a-z]{8}\.[a-z]{6}\d+@[a-z]{7}\.[a-z]{7}$", (string)row[1]!);
            Assert.Null(row[2]);
        });
    }

    [Fact]
    public async Task Columns_the_owner_keeps_are_there_so_the_scan_would_see_the_others()
    {
        await CopyAsync([Rule("name", MaskingKind.Keep)]);
        Assert.Contains("Margarete Sonnenschein", Bytes(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_was_kept_and_is_now_masked_leaves_nothing_behind()
    {
        await CopyAsync([Rule("name", MaskingKind.Keep)]);
        await CopyAsync([Rule("name", MaskingKind.Token)]);
        AssertAbsent("SELECT name FROM customers");
    }

    [Fact]
    public async Task A_key_under_way_is_not_written_down_in_clear()
    {
        _shop.Execute("CREATE TABLE members(email TEXT PRIMARY KEY, points INTEGER) WITHOUT ROWID");
        _shop.Execute("INSERT INTO members SELECT 'member' || email, id FROM customers");
        ReplicationBatch batch;
        do
        {
            batch = await CopyAsync([], rows: 110);
            AssertAbsent("SELECT email FROM members");
        }
        while (batch.MoreWaiting);

        Assert.NotEmpty(_shop.Shadow("SELECT * FROM members"));
    }

    [Fact]
    public async Task Joins_over_tokenised_keys_still_match()
    {
        await CopyAsync([new("regions", "code", MaskingKind.Token), Rule("id", MaskingKind.Token)]);
        Assert.Empty(_shop.Shadow("PRAGMA foreign_key_check"));
        Assert.NotEmpty(_shop.Shadow("SELECT * FROM customers JOIN regions ON region = code JOIN orders ON customer_id = customers.id"));
        AssertAbsent("SELECT code FROM regions");
    }

    [Fact]
    public async Task Text_in_a_column_declared_for_dates_or_numbers_does_not_slip_through()
    {
        _shop.Execute("UPDATE customers SET born = 'born to Margarete'; UPDATE orders SET total = 'paid by Margarete'");
        await CopyAsync([]);
        Assert.DoesNotContain("Margarete", Bytes(), StringComparison.Ordinal);
        Assert.NotEmpty(_shop.Shadow("SELECT * FROM orders WHERE ordered_at LIKE '2026-08-%'"));
    }

    [Theory]
    [InlineData("customers", "emial", "names no column")]
    [InlineData("clients", "name", "names no column")]
    [InlineData("customers", "id", "tells rows apart")]
    [InlineData("regions", "code", "tells rows apart")]
    public async Task A_rule_that_cannot_hold_is_refused(string table, string column, string because)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => CopyAsync([new(table, column, MaskingKind.Null)]));
        Assert.Contains($"'{table}.{column}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
    }

    private int _batch;

    private Task<ReplicationBatch> CopyAsync(IReadOnlyList<MaskingRule> rules, int rows = 1_000_000)
    {
        ReplicationRequest request = ShopDatabase.Request($"b{_batch++}", 0.5, rows, masking: rules);
        return _shop.SampleAsync(request);
    }

    private static MaskingRule Rule(string column, MaskingKind kind) => new("customers", column, kind);

    private void AssertAbsent(params string[] queries)
    {
        var bytes = Bytes();
        foreach (var value in queries.SelectMany(q => _shop.Production(q)).Select(r => (string)r[0]!).Distinct())
        {
            Assert.DoesNotContain(value, bytes, StringComparison.Ordinal);
        }
    }

    private string Bytes()
    {
        var files = Directory.GetFiles(Path.GetDirectoryName(_shop.ShadowPath)!, "shadow.db*");
        Assert.NotEmpty(files);
        return string.Concat(files.Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));
    }
}
