using System.Text.Json;

namespace Azure.ResourceManager.Sql.Models;

/// <summary>A size: name (service objective family), tier, hardware family and capacity.</summary>
public class SqlSku
{
    public SqlSku(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    private SqlSku()
    {
    }

    public string Name { get; set; }

    public string Tier { get; set; }

    public string Size { get; set; }

    public string Family { get; set; }

    public int? Capacity { get; set; }

    internal static SqlSku Read(JsonElement json) => !json.IsObject() ? null : new SqlSku
    {
        Name = json.Text("name"),
        Tier = json.Text("tier"),
        Size = json.Text("size"),
        Family = json.Text("family"),
        Capacity = json.Int("capacity"),
    };

    internal static void Write(Utf8JsonWriter writer, SqlSku sku)
    {
        if (sku is null)
        {
            return;
        }

        writer.WriteStartObject("sku");
        writer.Set("name", sku.Name);
        writer.Set("tier", sku.Tier);
        writer.Set("size", sku.Size);
        writer.Set("family", sku.Family);
        writer.Set("capacity", sku.Capacity);
        writer.WriteEndObject();
    }
}
