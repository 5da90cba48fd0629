using System.Globalization;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Masking;
using ShadowFunctions.Sql.Sampling;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Tests.Postgres;

/// <summary>The sample of the PostgreSQL shop by its definition, computed from all of production at once: masked, sampled, closed.</summary>
internal static class PostgresSample
{
    private static readonly PostgresDialect Dialect = new();

    public static async Task<Dictionary<string, List<string>>> ExpectedAsync(
        PostgresShop shop, double fraction, long salt, IReadOnlyList<MaskingRule> rules, IReadOnlyDictionary<string, object?[]>? pools = null)
    {
        var schema = await SchemaAsync(shop);
        var rows = new Dictionary<string, List<object?[]>>();
        foreach (var table in schema.Tables)
        {
            rows[table.Name] = await shop.ProductionAsync(SqlText.All(Dialect, table));
        }

        bool In(object? key) => key is long id && UniverseSampler.Position([id], salt) < fraction;
        object? Of(string table, object?[] row, string column) => row[schema.Find(table)!.IndexOf(column)];
        rows["customers"].RemoveAll(r => !In(r[0]));
        rows["sales.orders"].RemoveAll(r => !In(Of("sales.orders", r, "customer_id")));
        var orders = rows["sales.orders"].Select(o => o[0]).ToHashSet();
        rows["sales.order_lines"].RemoveAll(r => !orders.Contains(Of("sales.order_lines", r, "order_id")));
        rows["reviews"].RemoveAll(r => !orders.Contains(Of("reviews", r, "order_id")) || (Of("reviews", r, "author_id") is { } author && !In(author)));
        rows["events"].RemoveAll(r => !In(r[0]));
        rows.GetValueOrDefault("notes")?.RemoveAll(r => !In(Of("notes", r, "customer_id")));

        var self = schema.Find("customers")!.ForeignKeys.Where(f => f.IsSelf).ToList();
        var masker = new Masker(new MaskingPlan(schema, rules, self), FixedKey.Bytes, pools);
        return rows.ToDictionary(t => t.Key, t => Lines(t.Value.Select(r => masker.Row(schema.Find(t.Key)!, r))));
    }

    public static async Task<Dictionary<string, List<string>>> ActualAsync(PostgresShop shop)
    {
        var rows = new Dictionary<string, List<string>>();
        foreach (var table in (await SchemaAsync(shop)).Tables)
        {
            rows[table.Name] = Lines(await shop.ShadowAsync(SqlText.All(Dialect, table)));
        }

        return rows;
    }

    private static async Task<DatabaseSchema> SchemaAsync(PostgresShop shop)
    {
        await using var session = await Dialect.OpenProductionAsync(shop.Store.ProductionConnection!, TestContext.Current.CancellationToken);
        return await Dialect.ReadSchemaAsync(session.Connection, TestContext.Current.CancellationToken);
    }

    private static List<string> Lines(IEnumerable<object?[]> rows) =>
        [.. rows.Select(r => string.Join('|', r.Select(v => v is byte[] b ? Convert.ToHexString(b) : string.Create(CultureInfo.InvariantCulture, $"{v ?? "∅"}"))))
            .Order(StringComparer.Ordinal)];
}
