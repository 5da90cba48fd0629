using System.Text.Json;

namespace Azure.ResourceManager.Sql.Models;

/// <summary>What one database of a pool is guaranteed and may take (vCores or DTU); pause delay in minutes.</summary>
public class ElasticPoolPerDatabaseSettings
{
    public double? MinCapacity { get; set; }

    public double? MaxCapacity { get; set; }

    public int? AutoPauseDelay { get; set; }

    internal static ElasticPoolPerDatabaseSettings Read(JsonElement json) => !json.IsObject() ? null : new()
    {
        MinCapacity = json.Real("minCapacity"),
        MaxCapacity = json.Real("maxCapacity"),
        AutoPauseDelay = json.Int("autoPauseDelay"),
    };

    internal static void Write(Utf8JsonWriter writer, ElasticPoolPerDatabaseSettings settings)
    {
        if (settings is null)
        {
            return;
        }

        writer.WriteStartObject("perDatabaseSettings");
        writer.Set("minCapacity", settings.MinCapacity);
        writer.Set("maxCapacity", settings.MaxCapacity);
        writer.Set("autoPauseDelay", settings.AutoPauseDelay);
        writer.WriteEndObject();
    }
}
