using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Tests.Statements;

public sealed class StatementShapeTests
{
    [Theory]
    [InlineData("SELECT * FROM t WHERE id = $1", "$1:.id")]
    [InlineData("SELECT * FROM app.t x WHERE x.id=$1 AND x.at>=$2 AND x.at < $3::date", "$1:x.id $2:x.at:Lower $3:x.at:Upper:date")]
    [InlineData("SELECT * FROM t WHERE at NOT BETWEEN $1 AND $2 AND b <> $3", "$1:.at:Lower $2:.at:Upper $3:.b")]
    [InlineData("SELECT * FROM t WHERE id IN ($1, $2) AND \"Name\" LIKE $3 AND k = ANY($4)", "$1:.id $2:.id $3:.Name $4:.k[]")]
    [InlineData("UPDATE t SET state = $1, n = n - $2 WHERE id = $3", "$1:.state $2:. $3:.id")]
    [InlineData("INSERT INTO app.t(id, \"name\", at) VALUES ($1, lower($2), $3), ($4, $5, now())", "$1:t.id+ $2:.:lower() $3:t.at+ $4:t.id+ $5:t.name+")]
    [InlineData("SELECT date_trunc($1, at) FROM t WHERE at > now() - $2::interval LIMIT $3 OFFSET $4", "$1:.:date_trunc() $2:.:interval $3:.:rows $4:.:offset")]
    public void Parameters_are_traced_to_their_columns(string text, string expected) =>
        Assert.Equal(expected, Show(StatementShape.Of(text, StatementLanguage.PostgreSql)));

    [Theory]
    [InlineData("SELECT TOP (@n) * FROM [t] WHERE [id] <= @a AND b <> @b", "@n:.:rows @a:.id:Upper @b:.b")]
    [InlineData("SELECT * FROM t WHERE a = @a ESCAPE @b", "@a:.a @b:.:escape")]
    public void T_Sql_writes_them_its_own_way(string text, string expected) =>
        Assert.Equal(expected, Show(StatementShape.Of(text, StatementLanguage.TSql)));

    [Theory]
    [InlineData("SELECT * FROM t x WHERE x.id=@a AND x.at>=@b AND x.at < @c", "@a:x.id @b:x.at:Lower @c:x.at:Upper")]
    [InlineData("SELECT '@no', ':never' FROM t WHERE id /* = @gone */ = :a -- or @b", ":a:.id")]
    [InlineData("INSERT INTO t(id, \"name\", at) VALUES (@a, 7, @b)", "@a:t.id+ @b:t.at+")]
    public void And_so_does_SQLite(string text, string expected) => Assert.Equal(expected, Show(StatementShape.Of(text, StatementLanguage.Sqlite)));

    [Theory]
    [InlineData("INSERT INTO app.orders(a) VALUES (1)", "orders")]
    [InlineData("INSERT OR REPLACE INTO orders SELECT * FROM t", "orders")]
    [InlineData("update \"Orders\" set a = 1", "Orders")]
    [InlineData("WITH old AS (SELECT id FROM t) DELETE FROM orders WHERE id IN (SELECT id FROM old)", "orders")]
    [InlineData("INSERT INTO orders(a) VALUES (1) ON CONFLICT DO UPDATE SET a = 2", "orders")]
    [InlineData("SELECT 'DELETE FROM t' FROM orders", null)]
    [InlineData("SELECT * FROM orders FOR NO KEY UPDATE", null)]
    public void The_table_that_is_changed_is_found(string text, string? table) => Assert.Equal(table, StatementShape.Of(text, StatementLanguage.Sqlite).Target);

    [Fact]
    public void Aliases_lead_to_tables()
    {
        var tables = StatementShape.Of(
            "SELECT * FROM app.orders o, customers c JOIN order_lines AS l ON l.order_id = o.id LEFT JOIN products WHERE x = 1", StatementLanguage.PostgreSql).Tables;
        Assert.Equal("c=customers customers=customers l=order_lines o=orders order_lines=order_lines orders=orders products=products",
            string.Join(' ', tables.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}")));
    }

    private static string Show(StatementShape shape) => string.Join(' ', shape.Parameters.Select(p =>
    {
        var place = shape.Places[p];
        return $"{p}:{place.Qualifier}.{place.Column}{(place.IsArray ? "[]" : "")}{(place.IsInserted ? "+" : "")}" +
            $"{(place.End == RangeEnd.None ? "" : ":" + place.End)}{(place.Type is null ? "" : ":" + place.Type)}";
    }));
}
