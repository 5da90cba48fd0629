using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Masking;
using ShadowFunctions.Sql.Sampling;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Tests.Sampling;

/// <summary>The sample by its definition, computed from all of production at once: masked, sampled, closed.</summary>
internal static class ExpectedSample
{
    public static Dictionary<string, List<string>> Of(ShopDatabase shop, double fraction, long salt, IReadOnlyList<MaskingRule> rules)
    {
        var rows = SqliteSchemaReader.Read(shop.Owner).Tables.ToDictionary(t => t.Name, t => shop.Production($"SELECT * FROM {t.Name}"));
        bool In(object? key) => key is long id && UniverseSampler.Position([id], salt) < fraction;

        var customers = rows["customers"].Where(r => In(r[0])).ToList();
        var orders = rows["orders"].Where(r => In(r[1])).ToList();
        var orderIds = orders.Select(o => o[0]).ToHashSet();
        rows["customers"] = customers;
        rows["orders"] = orders;
        rows["order_lines"] = [.. rows["order_lines"].Where(r => orderIds.Contains(r[0]))];
        rows["reviews"] = [.. rows["reviews"].Where(r => orderIds.Contains(r[1]) && (r[2] is null || In(r[2])))];
        rows.GetValueOrDefault("notes")?.RemoveAll(r => !In(r[1]));
        rows["events"] = [.. rows["events"].Where(r => In(r[0]))];

        var schema = SqliteSchemaReader.Read(shop.Owner);
        var self = new ForeignKey("customers", ["referrer"], "customers", ["id"]);
        var masker = new Masker(new MaskingPlan(schema, rules, [self]), FixedKey.Bytes);
        return rows.ToDictionary(t => t.Key, t => Lines(t.Value.Select(r => masker.Row(schema.Find(t.Key)!, r))));
    }

    public static Dictionary<string, List<string>> Actual(ShopDatabase shop) =>
        SqliteSchemaReader.Read(shop.Owner).Tables.ToDictionary(t => t.Name, t => Lines(shop.Shadow($"SELECT * FROM {t.Name}")));

    private static List<string> Lines(IEnumerable<object?[]> rows) =>
        [.. rows.Select(r => string.Join('|', r.Select(v => v is byte[] b ? Convert.ToHexString(b) : FormattableString.Invariant($"{v ?? "∅"}"))))
            .Order(StringComparer.Ordinal)];
}
