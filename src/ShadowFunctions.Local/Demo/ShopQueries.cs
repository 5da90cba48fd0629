namespace ShadowFunctions.Local.Demo;

/// <summary>
/// What users do in the emulated shop. A step of a scan costs less than a step of a point read, which stands for locking, parsing and the
/// network as well; so logical work tells the cost of a statement, but not without knowing the statement.
/// </summary>
internal static class ShopQueries
{
    public static IReadOnlyList<ShopQuery> All { get; } =
    [
        ShopQuery.Read("SELECT id, name, email, phone, region FROM customers WHERE id = @customer_id", 0.38, 9),
        ShopQuery.Read(
            "SELECT o.id, o.status, o.total, l.line, l.product_id, l.quantity FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.id = @order_id",
            0.18, 6),
        ShopQuery.Read(
            "SELECT id, ordered_at, status, total FROM orders WHERE customer_id = @customer_id ORDER BY ordered_at DESC LIMIT 20", 0.14, 4),
        ShopQuery.Read(
            "SELECT status, count(*), sum(total) FROM orders WHERE ordered_at >= @from AND ordered_at < @until GROUP BY status", 0.004, 0.7),
        ShopQuery.Read("""
            SELECT l.product_id, p.title, sum(l.quantity) AS sold
            FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id
            WHERE o.ordered_at >= @from AND o.ordered_at < @until
            GROUP BY l.product_id, p.title ORDER BY sold DESC LIMIT 10
            """, 0.001, 0.5),
        ShopQuery.Write(
            "INSERT INTO orders(customer_id, ordered_at, status, total) VALUES (@customer_id, @ordered_at, @status, @total)", 0.1, 12),
        ShopQuery.Write("UPDATE orders SET status = @status, paid_at = @paid_at WHERE id = @order_id", 0.08, 10),
        ShopQuery.Write("UPDATE stock SET quantity = quantity - @taken WHERE product_id = @product_id", 0.115, 11),
    ];
}
