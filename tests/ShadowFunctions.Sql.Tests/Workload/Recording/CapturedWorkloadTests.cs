using System.IO.Compression;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Statements;
using ShadowFunctions.Sql.Workload;
using ShadowFunctions.Sql.Workload.Recording;

namespace ShadowFunctions.Sql.Tests.Workload.Recording;

public sealed class CapturedWorkloadTests
{
    private const string Json = """
        {"at": "2026-08-31T06:00:00Z", "text": "SELECT name FROM customer WHERE id = 4711", "session": "a", "durationMs": 2}
        {"at": "2026-08-31T06:00:01Z", "text": "SELECT name FROM customer WHERE id = 8", "session": "b"}

        {"at": "2026-08-31T06:00:01Z", "text": "BEGIN", "session": "a"}
        {"at": "2026-08-31T06:00:02Z", "text": "UPDATE stock SET n = n - 1 WHERE id = 7", "session": "a"}
        {"at": "2026-08-31T06:00:02Z", "text": "SELECT name FROM customer WHERE id = 9", "session": "b"}
        {"at": "2026-08-31T06:00:03Z", "text": "INSERT INTO purchase VALUES (1, 'secret')", "session": "a"}
        {"at": "2026-08-31T06:00:03Z", "text": "COMMIT", "session": "a"}
        {"at": "2026-08-31T06:00:09Z", "text": "VACUUM", "session": "b"}
        {"at": "2026-08-31T06:00:10Z", "text": "SELECT name FROM customer WHERE id = 10", "session": "a"}
        """;

    [Fact]
    public void Json_lines_become_a_mix_with_transactions_kept_together()
    {
        var captured = Read(Json);

        Assert.Equal((7, 1), (captured.Statements, captured.Refused));
        Assert.Equal(3, captured.Profile.Items.Count);
        var read = captured.Profile.Items.Single(i => i.Transaction is null);
        Assert.Equal((0.4, QueryClass.Read), (read.RatePerSecond, read.Template.Class));
        var transaction = captured.Profile.Items.Where(i => i.Transaction is not null).ToList();
        Assert.Equal(["UPDATE", "INSERT"], transaction.Select(i => i.Template.Text[..6]));
        Assert.Single(transaction.Select(i => i.Transaction).Distinct());
        Assert.All(transaction, i => Assert.Equal(0.1, i.RatePerSecond));
    }

    [Fact]
    public void No_literal_is_kept()
    {
        var kept = System.Text.Json.JsonSerializer.Serialize(Read(Json));
        Assert.All(["4711", "secret"], literal => Assert.DoesNotContain(literal, kept, StringComparison.Ordinal));
    }

    [Fact]
    public void Csv_may_hold_commas_quotes_and_line_ends_in_a_statement()
    {
        var captured = Read("at,transaction,text\r\n2026-08-31T06:00:00Z,t1,\"SELECT a, \"\"b\"\"\nFROM t WHERE c = 'x,y'\"\r\n2026-08-31T06:00:10Z,t1,DELETE FROM t WHERE a = 1\r\n");
        Assert.Equal(["SELECT", "DELETE"], captured.Profile.Items.Select(i => i.Template.Text[..6]));
        Assert.All(captured.Profile.Items, i => Assert.Equal("transaction 1", i.Transaction));
    }

    [Fact]
    public void Postgres_csvlog_tells_statements_durations_and_transactions()
    {
        string Line(int second, string session, string transaction, string message) =>
            $"2026-08-31 06:00:0{second} UTC,\"app\",\"shop\",4242,\"[local]\",{session},1,\"SELECT\",2026-08-31 05:00:00 UTC,{transaction},0,LOG,00000,\"{message}\",\"parameters: $1 = 'secret'\",,,,,,,,\"psql\"\n";
        var captured = Read(
            Line(0, "s1", "3/0", "duration: 1.250 ms  statement: SELECT name FROM customer WHERE id = 4711") +
            Line(1, "s1", "3/0", "connection authorized: user=app") +
            Line(1, "s1", "3/7", "duration: 9.000 ms  execute <unnamed>: UPDATE stock SET n = $1\nWHERE id = $2") +
            Line(2, "s2", "4/1", "execute S_1: UPDATE stock SET n = $1 WHERE id = $2") +
            Line(2, "s1", "3/7", "statement: DELETE FROM basket WHERE id = 5") +
            Line(4, "s1", "3/0", "duration: 0.1 ms  statement: SELECT name FROM customer WHERE id = 12"));

        Assert.Equal(5, captured.Statements);
        Assert.Equal(["transaction 1", "transaction 1"], captured.Profile.Items.Where(i => i.Transaction is not null).Select(i => i.Transaction));
        Assert.Equal(0.5, captured.Profile.Items.Single(i => i.Template.Class == QueryClass.Read).RatePerSecond);
        Assert.Equal(2, captured.Profile.Items.Count(i => i.Template.Text.StartsWith("UPDATE", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("{\"at\": \"2026-08-31T06:00:00Z\", \"text\": \"SELECT 1\"}\n{\"at\": \"2026-08-31T06:00:00Z\", \"text\": }", "line 2, column 40:")]
    [InlineData("{\"at\": \"yesterday\", \"text\": \"SELECT 1\"}", "line 1, column 2: at is no date")]
    [InlineData("{\"at\": \"2026-08-31\", \"text\": \"SELECT 1\", \"durationMs\": -1}", "line 1, column 42: durationMs")]
    [InlineData("{\"at\": \"2026-08-31\"}", "line 1, column 1: text is missing")]
    [InlineData("{\"at\": \"2026-08-31\", \"text\": \"SELECT 1\", \"values\": \"secret\"}", "line 1, column 42: a field that is none of")]
    [InlineData("{\"at\": 1, \"at\": 2}", "line 1, column 1: this is no object with distinct fields")]
    [InlineData("time,statement\n1,2", "line 1, column 1: this is no header")]
    [InlineData("at,text\n2026-08-31,SELECT 1,more", "line 2, column 1: 3 fields where the header names 2")]
    [InlineData("at,text\n2026-08-31,SELECT a FROM t\n2026-08-31,\"SELECT secret", "line 3, column 12: the quote that begins here is not closed")]
    [InlineData("at,text\n2026-08-31,\"SELECT a\nFROM t\"\nnever,SELECT a FROM t", "line 4, column 1: at is no date")]
    [InlineData("2026-08-31 06:00:00 UTC,app,shop", "line 1, column 1: 3 fields; a line of csvlog has 23")]
    [InlineData("", "line 1, column 1: this is no header")]
    [InlineData("at,text\n2026-08-31,VACUUM", "no statement that can be rehearsed")]
    public void A_line_that_cannot_be_read_is_named_and_not_quoted(string content, string error)
    {
        var message = Assert.Throws<ProfileException>(() => Read(content)).Message;
        Assert.Contains(error, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BEGIN", true)]
    [InlineData("begin;", true)]
    [InlineData("START TRANSACTION ISOLATION LEVEL SERIALIZABLE", true)]
    [InlineData("BEGIN TRAN payment", true)]
    [InlineData("COMMIT WORK", false)]
    [InlineData("ROLLBACK", false)]
    [InlineData("ROLLBACK TO SAVEPOINT s", null)]
    [InlineData("BEGIN SELECT 1 END", null)]
    [InlineData("SELECT 1", null)]
    public void Boundaries_of_transactions_are_known(string text, bool? begins) => Assert.Equal(begins, TransactionSums.Boundary(text));

    [Fact]
    public void A_compressed_file_is_read_and_a_broken_one_named()
    {
        var folder = Directory.CreateTempSubdirectory("shadow-capture-");
        try
        {
            var path = Path.Combine(folder.FullName, "log.json.gz");
            using (var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest)))
            {
                writer.Write(Json);
            }

            Assert.Equal(7, CapturedWorkload.ReadFile(path, StatementLanguage.PostgreSql).Statements);
            File.WriteAllBytes(path, [0x1f, 0x8b, 1, 2, 3]);
            Assert.Contains($"--workload '{path}'", Assert.Throws<ProfileException>(() => CapturedWorkload.ReadFile(path, StatementLanguage.PostgreSql)).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static CapturedWorkload Read(string content) => CapturedWorkload.Read(new StringReader(content), StatementLanguage.PostgreSql, "captured");
}
