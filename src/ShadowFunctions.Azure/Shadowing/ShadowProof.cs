using Azure.Core;
using Azure.Core.Pipeline;
using Azure.ResourceManager.Sql;

namespace ShadowFunctions.Azure.Shadowing;

/// <summary>
/// Proof, carried with one request, that its target is ours to change: what was just read there. Either nothing was there (it may be made), or
/// a database with our tags (it may be changed or removed). Without it the guard lets no change of a database on the shadow server through.
/// </summary>
internal sealed record ShadowProof(string ResourceId, bool Exists)
{
    /// <summary>Tag that marks what we made.</summary>
    public const string RoleTag = "role";

    /// <summary>Tag with the store's id.</summary>
    public const string StoreTag = "store";

    private const string Key = "ShadowFunctions.ShadowProof";

    private static readonly string[] Prefixes = ["shadow-", "source-"];

    /// <summary>Proof from what was read at an id; null when what stands there is not ours.</summary>
    public static ShadowProof? Of(ResourceIdentifier id, SqlDatabaseData? found, string role, string storeId) =>
        found is null ? new ShadowProof(id.ToString(), Exists: false)
        : HasTag(found, RoleTag, role) && HasTag(found, StoreTag, storeId) ? new ShadowProof(id.ToString(), Exists: true)
        : null;

    /// <summary>Requests sent inside carry the proof.</summary>
    public IDisposable Show() => HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [Key] = this });

    /// <summary>True when the request carries a proof for exactly this change.</summary>
    public static bool Covers(HttpMessage message, RequestMethod method, string path) =>
        message.TryGetProperty(Key, out var value) && value is ShadowProof proof
        && string.Equals(path, proof.ResourceId, StringComparison.OrdinalIgnoreCase)
        && Prefixes.Any(p => path[(path.LastIndexOf('/') + 1)..].StartsWith(p, StringComparison.Ordinal))
        && (proof.Exists ? method == RequestMethod.Patch || method == RequestMethod.Delete : method == RequestMethod.Put);

    private static bool HasTag(SqlDatabaseData data, string tag, string value) =>
        data.Tags.TryGetValue(tag, out string? actual) && string.Equals(actual, value, StringComparison.Ordinal);
}
