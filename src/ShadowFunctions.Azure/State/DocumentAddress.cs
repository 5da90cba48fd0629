using ShadowFunctions.Core.State;

namespace ShadowFunctions.Azure.State;

/// <summary>
/// Where a document lies. Tables list in one direction only, and the newest ids are asked for most, so the row key is the id with every
/// character mirrored in the alphabet: rows come newest id first. The tilde sorts behind the alphabet, so that an id comes after the
/// longer ids that begin with it; in blob names it keeps <c>.</c> and <c>..</c> from being path segments.
/// </summary>
internal readonly record struct DocumentAddress(string Kind, string Partition, string Id)
{
    private const char End = '~';

    public string PartitionKey => PartitionKeyOf(Kind, Partition);

    public string RowKey => RowKeyOf(Id);

    public string BlobPrefix => $"{Kind}/{Segment(Partition)}/{Segment(Id)}/";

    public static string PartitionKeyOf(string kind, string partition) => $"{kind}{End}{partition}";

    public static string RowKeyOf(string id) =>
        string.Create(id.Length + 1, id, static (key, id) =>
        {
            for (var i = 0; i < id.Length; i++)
            {
                key[i] = StateKey.Alphabet[^(StateKey.Alphabet.IndexOf(id[i], StringComparison.Ordinal) + 1)];
            }

            key[^1] = End;
        });

    public static string Segment(string name) => $"{name}{End}";

    public override string ToString() => $"{Kind} '{Partition}/{Id}'";
}
