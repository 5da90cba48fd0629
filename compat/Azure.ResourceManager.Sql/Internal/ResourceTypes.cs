using Azure.Core;

namespace Azure.ResourceManager.Sql;

/// <summary>Refuses ids and reads that do not fit a resource.</summary>
internal static class ResourceTypes
{
    public static ResourceIdentifier Check(ResourceIdentifier id, ResourceType expected)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.ResourceType == expected
            ? id
            : throw new ArgumentException($"The id '{id}' is of type '{id.ResourceType}'; expected '{expected}'.", nameof(id));
    }

    public static InvalidOperationException NoData(ResourceIdentifier id) =>
        new($"'{id}' was made from its id and carries no data; call Get first.");
}
