using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>
/// Translates between the service objective the domain calls a size (<c>GP_Gen5_4</c>, <c>S3</c>, <c>StandardPool_100</c>) and the
/// SKU of ARM (name, tier, family, capacity). Works by the naming rule, so that sizes newer than any table are understood.
/// </summary>
public static class SkuName
{
    private static readonly FrozenDictionary<string, (string Tier, int Dtu)> DtuSizes = new Dictionary<string, (string, int)>
    {
        ["Basic"] = ("Basic", 5),
        ["S0"] = ("Standard", 10),
        ["S1"] = ("Standard", 20),
        ["S2"] = ("Standard", 50),
        ["S3"] = ("Standard", 100),
        ["S4"] = ("Standard", 200),
        ["S6"] = ("Standard", 400),
        ["S7"] = ("Standard", 800),
        ["S9"] = ("Standard", 1600),
        ["S12"] = ("Standard", 3000),
        ["P1"] = ("Premium", 125),
        ["P2"] = ("Premium", 250),
        ["P4"] = ("Premium", 500),
        ["P6"] = ("Premium", 1000),
        ["P11"] = ("Premium", 1750),
        ["P15"] = ("Premium", 4000),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The SKU to ask ARM for.</summary>
    /// <exception cref="FormatException">The size follows no naming rule of Azure SQL.</exception>
    public static SqlSku Parse(string size) => TryParse(size, out var sku)
        ? sku
        : throw new FormatException($"'{size}' is not a size of Azure SQL; write a service objective such as 'GP_Gen5_4', 'S3' or 'StandardPool_100'.");

    /// <summary>The SKU to ask ARM for; false when the size follows no naming rule of Azure SQL.</summary>
    public static bool TryParse(string? size, [NotNullWhen(true)] out SqlSku? sku)
    {
        sku = null;
        if (string.IsNullOrEmpty(size))
        {
            return false;
        }

        if (DtuSizes.TryGetValue(size, out var dtu))
        {
            sku = new SqlSku(dtu.Tier) { Tier = dtu.Tier, Capacity = dtu.Dtu };
            return true;
        }

        var last = size.LastIndexOf('_');
        if (last < 1 || !int.TryParse(size.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var capacity) || capacity < 1)
        {
            return false;
        }

        var name = size[..last];
        if (TierOf(name) is not { } tier)
        {
            return false;
        }

        sku = new SqlSku(name) { Tier = tier, Family = FamilyOf(name), Capacity = capacity };
        return true;
    }

    /// <summary>The size that a SKU of ARM means. ARM also gives the whole size in the name, with or without capacity.</summary>
    public static string ToSize(SqlSku sku)
    {
        ArgumentNullException.ThrowIfNull(sku);
        if (TryParse(sku.Name, out var whole) && (sku.Capacity is null || sku.Capacity == whole.Capacity))
        {
            return sku.Name;
        }

        if (sku.Capacity is not { } capacity)
        {
            return sku.Name;
        }

        // Some answers name the tier and, beside it, the hardware: "GP", "Gen5".
        if (sku.Family is { Length: > 0 } family && sku.Name is "GP" or "BC" or "HS")
        {
            return string.Create(CultureInfo.InvariantCulture, $"{sku.Name}_{family}_{capacity}");
        }

        var dtu = DtuSizes.FirstOrDefault(d => d.Value.Dtu == capacity && string.Equals(d.Value.Tier, sku.Name, StringComparison.OrdinalIgnoreCase));
        return dtu.Key ?? string.Create(CultureInfo.InvariantCulture, $"{sku.Name}_{capacity}");
    }

    /// <summary>The size in force of a database as ARM tells of it.</summary>
    public static string Of(SqlDatabaseData database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.CurrentServiceObjectiveName ?? ToSize(database.Sku);
    }

    /// <summary>
    /// What a change of size must keep: tier, hardware and compute model, for example <c>GP_Gen5</c> or <c>Standard</c>.
    /// Null when the size is not understood.
    /// </summary>
    public static string? SeriesOf(string size) => TryParse(size, out var sku) ? sku.Name : null;

    private static string? TierOf(string name) => name.Split('_') switch
    {
        ["GP", _, ..] => "GeneralPurpose",
        ["BC", _, ..] => "BusinessCritical",
        ["HS", _, ..] => "Hyperscale",
        ["BasicPool"] => "Basic",
        ["StandardPool"] => "Standard",
        ["PremiumPool"] => "Premium",
        _ => null,
    };

    private static string? FamilyOf(string name)
    {
        var parts = name.Split('_');
        return parts.Length == 1 ? null : parts[^1] switch
        {
            "PRMS" => "8IM",
            "MOPRMS" => "8IH",
            var family => family,
        };
    }
}
