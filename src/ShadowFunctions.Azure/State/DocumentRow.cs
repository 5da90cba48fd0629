using System.Globalization;
using Azure.Data.Tables;

namespace ShadowFunctions.Azure.State;

/// <summary>A document as a table row: its JSON in pieces that a property can hold, or the name of the blob that holds it.</summary>
internal static class DocumentRow
{
    /// <summary>Bytes of JSON up to which a document stays in its row.</summary>
    public const int MaxInlineBytes = 60 * 1024;

    /// <summary>Name of the blob of a large document.</summary>
    public const string Blob = "Blob";

    // A string property holds 64 KiB of UTF-16. The JSON is ASCII, so it may be cut anywhere.
    private const int PieceLength = 30 * 1024;

    public static TableEntity Of(DocumentAddress address, string json, string? blob)
    {
        // The id stands in clear for people who look into the table.
        var entity = new TableEntity(address.PartitionKey, address.RowKey) { ["Id"] = address.Id };
        if (blob is not null)
        {
            entity[Blob] = blob;
            return entity;
        }

        for (var (piece, at) = (0, 0); at < json.Length; piece++, at += PieceLength)
        {
            entity[Name(piece)] = json.Substring(at, Math.Min(PieceLength, json.Length - at));
        }

        return entity;
    }

    public static string Json(TableEntity entity)
    {
        var json = "";
        for (var piece = 0; entity.TryGetValue(Name(piece), out var text); piece++)
        {
            json += (string)text;
        }

        return json;
    }

    private static string Name(int piece) => string.Create(CultureInfo.InvariantCulture, $"Json{piece}");
}
