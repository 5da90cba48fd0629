using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace ShadowFunctions.Sql.Dialects.Plans;

/// <summary>
/// The shape of an engine's plan as a short hash: which operators, over which tables and indexes, in which order. Costs, row counts, literals and
/// parallelism are no part of it: they differ between a small copy and production although the work is done in the same way.
/// </summary>
public static class PlanShape
{
    private static readonly XNamespace ShowPlan = "http://schemas.microsoft.com/sqlserver/2004/07/showplan";

    /// <summary>PostgreSQL's <c>EXPLAIN (FORMAT JSON)</c>.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static string OfPostgres(string json)
    {
        using var document = JsonDocument.Parse(json);
        return OfPostgres(document.RootElement[0].GetProperty("Plan"));
    }

    /// <summary>SQL Server's showplan XML, of Query Store or of the plan cache; null when it holds no operators.</summary>
    /// <exception cref="System.Xml.XmlException">The text is no XML.</exception>
    public static string? OfSqlServer(string xml)
    {
        var shape = new StringBuilder();
        foreach (var top in Below(XDocument.Parse(xml).Root!))
        {
            Append(shape, top);
        }

        return shape.Length == 0 ? null : Hash(shape);
    }

    internal static string OfPostgres(JsonElement plan)
    {
        var shape = new StringBuilder();
        Append(shape, plan);
        return Hash(shape);
    }

    private static void Append(StringBuilder shape, JsonElement node)
    {
        var type = node.GetProperty("Node Type").GetString()!;
        var isParallel = type.StartsWith("Gather", StringComparison.Ordinal) || (node.TryGetProperty("Partial Mode", out var mode) && mode.GetString() == "Partial");
        if (!isParallel)
        {
            shape.Append('(').Append(type);
            foreach (var name in (string[])["Parent Relationship", "Operation", "Relation Name", "Index Name", "Scan Direction", "Join Type", "Strategy"])
            {
                // What lies below a Gather has another parent than without it.
                if (node.TryGetProperty(name, out var value) && !(name == "Parent Relationship" && value.GetString() is not ("Inner" or "SubPlan" or "InitPlan")))
                {
                    shape.Append('|').Append(value.GetString());
                }
            }
        }

        if (node.TryGetProperty("Plans", out var children))
        {
            foreach (var child in children.EnumerateArray())
            {
                Append(shape, child);
            }
        }

        shape.Append(isParallel ? "" : ")");
    }

    private static void Append(StringBuilder shape, XElement node)
    {
        var operation = (string?)node.Attribute("PhysicalOp");
        var isParallel = operation == "Parallelism";
        if (!isParallel)
        {
            shape.Append('(').Append(operation).Append('|').Append((string?)node.Attribute("LogicalOp"));
            foreach (var read in Own(node, "Object"))
            {
                // The engine names the index of an unnamed key itself, differently in every database.
                var index = (string?)read.Attribute("IndexKind") == "Clustered" ? "Clustered" : (string?)read.Attribute("Index");
                shape.Append('|').Append((string?)read.Attribute("Schema")).Append('.').Append((string?)read.Attribute("Table")).Append('.').Append(index);
            }
        }

        foreach (var child in Below(node))
        {
            Append(shape, child);
        }

        shape.Append(isParallel ? "" : ")");
    }

    /// <summary>The nearest operators below an element.</summary>
    private static IEnumerable<XElement> Below(XElement element) =>
        element.Elements().SelectMany(e => e.Name == ShowPlan + "RelOp" ? [e] : Below(e));

    /// <summary>Elements that belong to an operator and not to one below it.</summary>
    private static IEnumerable<XElement> Own(XElement element, string name) => element.Elements().Where(e => e.Name != ShowPlan + "RelOp")
        .SelectMany(e => e.Name == ShowPlan + name ? [e] : Own(e, name));

    private static string Hash(StringBuilder shape) => Convert.ToHexStringLower(XxHash64.Hash(Encoding.UTF8.GetBytes(shape.ToString())));
}
