using System.Text.Json.Nodes;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Reads the size a body asks for, whole name or prefix and capacity, and refuses what Azure refuses.</summary>
internal static class SkuReader
{
    public static ComputeSize Read(EmulatedResourceKind kind, JsonObject sku)
    {
        var name = Text(sku, "name") ?? DefaultOf(Text(sku, "tier"))
            ?? throw ArmException.BadRequest("InvalidSku", "The sku has no name; name a SKU such as 'GP_Gen5'.");
        if (kind == EmulatedResourceKind.ElasticPool)
        {
            // Serverless pools have no published limits; they are answered as provisioned ones of their size.
            name = name.Replace("GP_S_", "GP_", StringComparison.OrdinalIgnoreCase);
        }

        var (capacity, tier, family) = (Capacity(sku), Text(sku, "tier"), Text(sku, "family"));
        var size = CloudWorld.FindSize(kind, name) ?? ByPrefix(kind, name, family, capacity);
        if (capacity is { } asked && asked != size.Capacity)
        {
            throw ArmException.BadRequest("MismatchedSkuNameAndCapacity", $"Mismatch between SKU name '{name}' and capacity '{asked}'.");
        }

        if (tier is not null && !tier.Equals(size.Tier, StringComparison.OrdinalIgnoreCase))
        {
            throw ArmException.BadRequest("MismatchedSkuNameAndTier", $"Mismatch between SKU name '{name}' and tier '{tier}'.");
        }

        if (family is not null && !family.Equals(size.Family, StringComparison.OrdinalIgnoreCase))
        {
            throw ArmException.BadRequest("MismatchedSkuNameAndFamily", $"Mismatch between SKU name '{name}' and family '{family}'.");
        }

        return size;
    }

    /// <summary>A size as ARM writes it: prefix and capacity.</summary>
    public static JsonObject Write(ComputeSize size, bool withFamily = true)
    {
        var sku = new JsonObject { ["name"] = size.SkuName, ["tier"] = size.Tier };
        if (withFamily && size.Family is not null)
        {
            sku["family"] = size.Family;
        }

        sku["capacity"] = size.Capacity;
        return sku;
    }

    /// <summary>A tier alone takes its smallest size.</summary>
    private static string? DefaultOf(string? tier) => tier switch
    {
        "Hyperscale" => "HS_Gen5_2",
        "GeneralPurpose" => "GP_Gen5_2",
        "BusinessCritical" => "BC_Gen5_2",
        "Standard" => "S0",
        _ => null,
    };

    private static ComputeSize ByPrefix(EmulatedResourceKind kind, string name, string? family, int? capacity)
    {
        var ladders = CloudWorld.Sizes.LadderNames
            .Where(l => l.StartsWith(SizeCatalog.PoolPrefix, StringComparison.Ordinal) == (kind == EmulatedResourceKind.ElasticPool))
            .Select(CloudWorld.Sizes.Ladder);
        var sizes = ladders.SelectMany(l => l.Sizes).Where(s => IsPrefix(s, name, family)).ToList();
        if (sizes.Count == 0)
        {
            throw ArmException.BadRequest("InvalidSkuName", $"Invalid SKU name '{name}'.");
        }

        return sizes.FirstOrDefault(s => s.Capacity == capacity) ?? throw ArmException.BadRequest(
            "UnsupportedCapacity",
            $"The capacity '{capacity?.ToString() ?? "none"}' is not supported for the SKU '{name}'; supported: {string.Join(", ", sizes.Select(s => s.Capacity))}.");
    }

    private static bool IsPrefix(ComputeSize size, string name, string? family) =>
        size.SkuName.Equals(name, StringComparison.OrdinalIgnoreCase)
        || (size.Family is null && size.Tier.Equals(name, StringComparison.OrdinalIgnoreCase))
        || (family is not null && size.SkuName.Equals($"{name}_{family}", StringComparison.OrdinalIgnoreCase));

    private static string? Text(JsonObject sku, string name) =>
        sku[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    private static int? Capacity(JsonObject sku)
    {
        if (sku["capacity"] is not { } node)
        {
            return null;
        }

        return node is JsonValue value && value.TryGetValue(out int capacity)
            ? capacity
            : throw ArmException.BadRequest("InvalidSku", $"The sku capacity '{node.ToJsonString()}' is not a whole number.");
    }
}
