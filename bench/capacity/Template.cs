namespace ShadowFunctions.Bench.Capacity;

/// <summary>One statement of the order-entry load.</summary>
/// <param name="Id">Its name; stands as a comment in the text, by which its counters are found.</param>
/// <param name="Text">The statement.</param>
/// <param name="Rate">Executions per second in the usual mix; 0 for a statement production has never run.</param>
/// <param name="Values">Draws its parameters.</param>
internal sealed record Template(string Id, string Text, double Rate, Func<Random, KeySpace, object[]> Values)
{
    /// <summary>True when it changes data.</summary>
    public bool Writes => !Text.Contains("SELECT", StringComparison.Ordinal) || Text.Contains("INSERT", StringComparison.Ordinal);

    /// <summary>Statements of the usual mix.</summary>
    public static IReadOnlyList<Template> Usual { get; } =
    [
        new("customer", "SELECT /*customer*/ name, balance, region_id FROM customer WHERE id = $1", 120, (r, k) => [k.Customer(r)]),
        new("order", "SELECT /*order*/ o.status, o.total, l.item_id, l.quantity, l.amount FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.id = $1",
            80, (r, k) => [k.Order(r)]),
        new("history", "SELECT /*history*/ id, placed_at, status, total FROM orders WHERE customer_id = $1 ORDER BY placed_at DESC LIMIT 10",
            60, (r, k) => [k.Customer(r)]),
        new("basket", """
            SELECT /*basket*/ i.name, sum(l.quantity) FROM orders o JOIN order_line l ON l.order_id = o.id JOIN item i ON i.id = l.item_id
            WHERE o.customer_id = $1 GROUP BY i.name
            """, 12, (r, k) => [k.Customer(r)]),
        new("revenue", "SELECT /*revenue*/ count(*), sum(total) FROM orders WHERE placed_at >= $1 AND placed_at < $2", 3, (r, k) => Range(r, k, 0.001)),
        new("regional", """
            SELECT /*regional*/ c.region_id, sum(o.total) FROM orders o JOIN customer c ON c.id = o.customer_id
            WHERE o.placed_at >= $1 AND o.placed_at < $2 GROUP BY c.region_id
            """, 2, (r, k) => Range(r, k, 0.0005)),
        new("place", """
            WITH /*place*/ o AS (INSERT INTO orders (customer_id, placed_at, status, total, note) VALUES ($1, $2, 0, 50, 'new order') RETURNING id)
            INSERT INTO order_line (order_id, line_no, item_id, quantity, amount, note) SELECT o.id, n, 1 + ($3 + n * 7177) % $4, 1, 9.5, 'new line'
            FROM o, generate_series(1, 3) n
            """, 40, (r, k) => [k.Customer(r), k.Until, k.Item(r), k.Items]),
        new("debit", "UPDATE /*debit*/ customer SET balance = balance - $2 WHERE id = $1", 30, (r, k) => [k.Customer(r), 1.5m]),
        new("payment", "INSERT INTO /*payment*/ payment (customer_id, paid_at, amount) VALUES ($1, $2, $3)", 30, (r, k) => [k.Customer(r), k.Until, 12.5m]),
        new("stock", "UPDATE /*stock*/ item SET stock = stock - 1 WHERE id = $1", 50, (r, k) => [k.Item(r)]),
        new("ship", "UPDATE /*ship*/ orders SET status = 2 WHERE id = $1", 20, (r, k) => [k.Order(r)]),
    ];

    /// <summary>Statements production has never run.</summary>
    public static IReadOnlyList<Template> New { get; } =
    [
        new("bestseller", """
            SELECT /*bestseller*/ l.item_id, sum(l.amount) FROM orders o JOIN order_line l ON l.order_id = o.id
            WHERE o.placed_at >= $1 AND o.placed_at < $2 GROUP BY l.item_id ORDER BY 2 DESC LIMIT 10
            """, 0, (r, k) => Range(r, k, 0.0005)),
        new("itemlines", "SELECT /*itemlines*/ count(*), sum(amount) FROM order_line WHERE item_id = $1", 0, (r, k) => [k.Item(r)]),
        new("debtors", """
            SELECT /*debtors*/ c.region_id, count(*), sum(p.amount) FROM customer c JOIN payment p ON p.customer_id = c.id
            WHERE c.region_id = $1 GROUP BY c.region_id
            """, 0, (r, k) => [r.Next(50)]),
    ];

    /// <summary>All statements.</summary>
    public static IReadOnlyList<Template> All { get; } = [.. Usual, .. New];

    private static object[] Range(Random random, KeySpace keys, double share)
    {
        var (from, until) = keys.Range(random, share);
        return [from, until];
    }
}
