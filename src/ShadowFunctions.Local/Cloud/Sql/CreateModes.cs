using System.Globalization;
using System.Text.Json.Nodes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>How a database may come into being, and what Azure refuses of it.</summary>
internal static class CreateModes
{
    public const string Default = "Default";
    private const string Copy = "Copy";
    private const string Restore = "PointInTimeRestore";
    private const string Secondary = "Secondary";
    private const string Named = "Secondary:Named";

    /// <summary>The mode of a PUT.</summary>
    public static string Of(JsonObject? properties) => (Text(properties, "createMode") ?? Default) switch
    {
        Secondary => Text(properties, "secondaryType") is "Named"
            ? Named
            : throw ArmException.BadRequest("NotSupported", $"secondaryType '{Text(properties, "secondaryType")}' is not emulated; use 'Named'."),
        Restore => At(properties) is not null
            ? Restore
            : throw ArmException.BadRequest("MissingRestorePointInTime", "createMode 'PointInTimeRestore' needs properties.restorePointInTime."),
        var mode and (Default or Copy) => mode,
        var mode => throw ArmException.BadRequest("InvalidCreateMode", $"createMode '{mode}' is not emulated; use Default, Copy, PointInTimeRestore or Secondary."),
    };

    /// <summary>A named replica shares its primary's storage; everything else made from a source moves its data.</summary>
    public static bool MovesData(string mode) => mode is Copy or Restore;

    /// <summary>Refuses what does not fit the source.</summary>
    public static void Check(string mode, JsonObject? properties, CloudResource? source, ComputeSize size, DateTimeOffset now)
    {
        if (mode == Default)
        {
            return;
        }

        var from = CloudWorld.SizeOf(source!.Kind, StoreWorld.SizeAt(source.State, now));
        if (mode == Named && (from.Tier != "Hyperscale" || size.Tier != "Hyperscale"))
        {
            throw ArmException.BadRequest("DatabaseNamedReplicaNotSupported", $"A named replica needs a Hyperscale database and size; these are '{from.Name}' and '{size.Name}'.");
        }

        if (mode != Named && (from.Tier == "Hyperscale") != (size.Tier == "Hyperscale"))
        {
            throw ArmException.BadRequest("InvalidTierSkuCombination", $"'{size.Name}' is of another family of tiers than the source's '{from.Name}'.");
        }

        if (mode == Restore && At(properties) is { } at && (at < source.CreatedAt || at > now))
        {
            throw ArmException.BadRequest("InvalidRestorePoint", $"restorePointInTime {at:u} must lie between the source's earliest restore point and now.");
        }
    }

    /// <summary>What the status says while it is being made.</summary>
    public static string StatusWhileMaking(JsonObject properties) =>
        properties["restorePointInTime"] is not null ? "Restoring" : properties["sourceDatabaseId"] is null || properties["secondaryType"] is not null ? "Creating" : "Copying";

    private static DateTimeOffset? At(JsonObject? properties) =>
        DateTimeOffset.TryParse(Text(properties, "restorePointInTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static string? Text(JsonObject? properties, string name) => properties?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
