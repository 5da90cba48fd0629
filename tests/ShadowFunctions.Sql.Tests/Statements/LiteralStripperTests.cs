using CsCheck;
using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Tests.Statements;

public sealed class LiteralStripperTests
{
    private static readonly HashSet<string> Names = ["t", "id", "name", "x", "at", "digest"];

    private static readonly string[] Parts =
        ["SELECT ", "IN (", "VALUES ", "ORDER BY ", "ARRAY[", "CAST(", "AS ", "TOP ", "a", "interval ", "4711", "'x'", "$$", "GROUP BY ", "OPTION ("];

    public static TheoryData<StatementLanguage, string, string?> Nasty()
    {
        var data = new TheoryData<StatementLanguage, string, string?>();
        foreach (var (language, statements) in AllNasty())
        {
            foreach (var (text, template) in statements)
            {
                data.Add(language, text, template);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Nasty))]
    public void No_literal_of_a_nasty_statement_gets_through(StatementLanguage language, string text, string? expected)
    {
        var stripped = LiteralStripper.TryStrip(text, language, language == StatementLanguage.PostgreSql ? null : Names, out var template, out var refusal);

        Assert.Equal(expected, template?.Text);
        Assert.Equal(expected is not null, stripped);
        foreach (var value in (string[])["secret", "5eC2E7", "4711"])
        {
            Assert.DoesNotContain(value, template?.Text ?? refusal!, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void There_are_at_least_forty_nasty_statements_per_language() =>
        Assert.All(AllNasty(), s => Assert.True(s.Statements.Length >= 40, $"{s.Language}: {s.Statements.Length}"));

    [Fact]
    public void Templates_of_nasty_statements_are_what_the_engine_understands()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE t(id, name, x, at, digest)";
        command.ExecuteNonQuery();
        foreach (var (_, template) in NastyStatements.Sqlite.Where(s => s.Template is not null))
        {
            command.CommandText = template;
            command.Prepare();
        }
    }

    [Theory]
    [InlineData(StatementLanguage.PostgreSql)]
    [InlineData(StatementLanguage.Sqlite)]
    [InlineData(StatementLanguage.TSql)]
    public void Statements_that_differ_in_values_share_a_fingerprint(StatementLanguage language)
    {
        string Id(string text) => LiteralStripper.Strip(text, language).Id;
        var first = Id("SELECT a FROM t WHERE b = 5 AND c IN (1, 2, 3)");
        Assert.Equal(first, Id("select  A from T where B = -77 and C in ('x')"));
        Assert.Equal(first, Id("SELECT a FROM t /* c */ WHERE b = 5 -- x\n AND c IN (1, 2, 3, 4, 5, 6);"));
        Assert.NotEqual(first, Id("SELECT a FROM t WHERE b = 5 AND d IN (1, 2, 3)"));
        Assert.NotEqual(first, Id("SELECT a FROM t WHERE b > 5 AND c IN (1, 2, 3)"));
        Assert.Equal(Id("INSERT INTO t(a, b) VALUES (1, 'x')"), Id("INSERT INTO t(a, b) VALUES (2, 'y'), (3, 'z'), (4, 'ä')"));
    }

    [Theory]
    [InlineData("SELECT * FROM t FOR UPDATE", QueryClass.Read)]
    [InlineData("SELECT replace(a, 'b', 'c') FROM t", QueryClass.Read)]
    [InlineData("WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d", QueryClass.Write)]
    [InlineData("INSERT INTO t(a) VALUES (1)", QueryClass.Write)]
    [InlineData("WITH x AS (SELECT 1) UPDATE t SET a = 1", QueryClass.Write)]
    public void Reads_and_writes_are_told_apart(string text, QueryClass expected) =>
        Assert.Equal(expected, LiteralStripper.Strip(text, StatementLanguage.PostgreSql).Class);

    /// <summary>Values of any characters, between any comments, never show in what comes out, whether it is a template or a refusal.</summary>
    [Fact]
    public void Random_texts_never_leak() =>
        Gen.Select(Gen.String[Gen.Char["'\"$\\-/*[]`;:?@ \n\tabE0x1é’"], 0, 12], Gen.Enum<StatementLanguage>(), Gen.Int[0, 5]).Sample((value, language, shape) =>
        {
            var quoted = $"'kw{value.Replace("'", "''", StringComparison.Ordinal)}kw'";
            var text = shape switch
            {
                0 => $"SELECT a FROM t WHERE b = {quoted}",
                1 => $"SELECT a FROM t WHERE b = {quoted} /* {quoted} */ AND c = {quoted}",
                2 => $"SELECT a FROM t -- {quoted.Replace('\n', ' ').Replace('\r', ' ')}\n WHERE b > {quoted}",
                3 => $"INSERT INTO t(a, b) VALUES ({quoted}, 771177), ({quoted}, -771177.5e3)",
                4 => $"UPDATE t SET a = {quoted} WHERE b IN ({quoted}, {quoted})",
                _ => $"SELECT {quoted}, f(a, {quoted}) FROM t WHERE b = 771177 ORDER BY f(a, {quoted})",
            };
            _ = LiteralStripper.TryStrip(text, language, null, out var template, out var refusal);
            var shown = template?.Text ?? refusal!;
            Assert.DoesNotContain("kw", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("771177", shown, StringComparison.Ordinal);
            if (!value.Contains('\\', StringComparison.Ordinal) && !value.Contains("*/", StringComparison.Ordinal) && !value.Contains("/*", StringComparison.Ordinal))
            {
                Assert.NotNull(template);
            }
        }, iter: 3000);

    [Fact]
    public void Any_text_gives_a_template_or_a_refusal() =>
        Gen.Select(Gen.OneOf(
            Gen.Char["'\"$\\-/*[]`;:?@()., \n=<>E0x1é’"].Select(c => c.ToString()),
            Gen.Int[0, Parts.Length - 1].Select(i => Parts[i])).Array[0, 14], Gen.Enum<StatementLanguage>())
        .Sample((parts, language) =>
        {
            var stripped = LiteralStripper.TryStrip($"SELECT {string.Concat(parts)}", language, null, out var template, out var refusal);
            Assert.Equal(stripped, refusal is null);
            Assert.Equal(stripped, template is not null);
        }, iter: 5000);

    private static (StatementLanguage Language, (string Text, string? Template)[] Statements)[] AllNasty() =>
    [
        (StatementLanguage.PostgreSql, NastyStatements.PostgreSql),
        (StatementLanguage.Sqlite, NastyStatements.Sqlite),
        (StatementLanguage.TSql, NastyTSql.All),
    ];
}
