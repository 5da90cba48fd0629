using ShadowFunctions.Sql.Rehearsal;

namespace ShadowFunctions.Sql.Tests.Rehearsal;

public sealed class StatementTextTests
{
    [Theory]
    [InlineData("SELECT * FROM t WHERE id = @a", "@a:.id:None:False")]
    [InlineData("SELECT * FROM t x WHERE x.id=@a AND x.at>=@b AND x.at < @c", "@a:x.id:None:False @b:x.at:Lower:False @c:x.at:Upper:False")]
    [InlineData("SELECT * FROM [t] WHERE [at] BETWEEN @a AND @b", "@a:.at:Lower:False @b:.at:Upper:False")]
    [InlineData("SELECT * FROM t WHERE id IN (@a)", "@a:.id:None:False")]
    [InlineData("UPDATE t SET state = @a WHERE id = @b", "@a:.state:None:False @b:.id:None:False")]
    [InlineData("INSERT INTO t(id, \"name\", at) VALUES (@a, 7, @b)", "@a:t.id:None:True @b:t.at:None:True")]
    public void Parameters_are_traced_to_their_columns(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', StatementText.Uses(text)
            .Select(u => $"{u.Parameter}:{u.Qualifier}.{u.Column}:{u.End}:{u.IsInserted}")));

    [Fact]
    public void Aliases_lead_to_tables()
    {
        var tables = StatementText.Tables("SELECT * FROM orders o JOIN order_lines AS l ON l.order_id = o.id JOIN products WHERE 1 = 1");
        Assert.Equal(("orders", "order_lines", "products"), (tables["o"], tables["l"], tables["products"]));
        Assert.False(tables.ContainsKey("WHERE"));
    }

    [Theory]
    [InlineData("INSERT INTO orders(a) VALUES (1)", "orders")]
    [InlineData("update [orders] set a = 1", "orders")]
    [InlineData("DELETE FROM orders", "orders")]
    [InlineData("SELECT * FROM orders", null)]
    public void The_target_of_a_write_is_found(string text, string? table) => Assert.Equal(table, StatementText.TargetTable(text));
}
