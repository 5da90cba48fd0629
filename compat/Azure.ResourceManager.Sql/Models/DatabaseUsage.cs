using System.Text.Json;
using Azure.ResourceManager.Models;

namespace Azure.ResourceManager.Sql.Models;

/// <summary>How much of a limit a database uses.</summary>
public class DatabaseUsage : ResourceData
{
    public DatabaseUsage()
    {
    }

    internal DatabaseUsage(ResourceHeader header)
        : base(header.Id, header.Name, header.Type, header.SystemData)
    {
    }

    public string DisplayName { get; internal init; }

    public double? CurrentValue { get; internal init; }

    public double? Limit { get; internal init; }

    public string Unit { get; internal init; }

    internal static DatabaseUsage Read(JsonElement json)
    {
        JsonElement properties = json.Member("properties");
        return new DatabaseUsage(ResourceHeader.Read(json))
        {
            DisplayName = properties.Text("displayName"),
            CurrentValue = properties.Real("currentValue"),
            Limit = properties.Real("limit"),
            Unit = properties.Text("unit"),
        };
    }
}
